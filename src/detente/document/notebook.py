"""Small HTML for notebooks: a heading, a line of words and a table; every text is escaped."""

from collections.abc import Iterable, Sequence


def notebook_html(
    title: str, words: str, head: Sequence[str], rows: Iterable[Sequence[str]]
) -> str:
    """Write one result as a notebook shows it.

    Examples
    --------
    >>> notebook_html("A & B", "", ["x"], [["1"]])
    '<h4>A &amp; B</h4><p></p><table><tr><th>x</th></tr><tr><td>1</td></tr></table>'
    """
    from html import escape  # for notebooks alone: its entities take a millisecond

    lines = [_row("th", map(escape, head)), *(_row("td", map(escape, row)) for row in rows)]
    return f"<h4>{escape(title)}</h4><p>{escape(words)}</p><table>{''.join(lines)}</table>"


def _row(tag: str, cells: Iterable[str]) -> str:
    return "<tr>" + "".join(f"<{tag}>{cell}</{tag}>" for cell in cells) + "</tr>"

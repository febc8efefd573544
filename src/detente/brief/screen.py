"""The assessment on one screen of a terminal: the answer, what moves it, what to watch.

Lines are laid out here, not by a table of rich, so that their number is known: text wraps between
words, and only where the screen would be longer than 40 lines it is shortened, at a word.
"""

import shlex
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence

from rich.console import Console
from rich.text import Text

from detente.brief.answer import (
    adds_nothing,
    choices_of_method,
    fate_name,
    history_of_rupture,
    ladder,
    levers,
    notes_on_fates,
    sentence,
    weakest,
    why_base_rate,
)
from detente.brief.words import other_releases_words, plain_signed, year_or
from detente.document.answer import Answer
from detente.document.assessment import FatePart
from detente.document.labels import BASE_RATE, RUPTURE, OutcomeId
from detente.document.part import Interval
from detente.document.percent import percent
from detente.document.scenarios import TornadoPart

LINES = 40
# lines of a lever and of a signpost, most first, and whether there are remarks
_ROOM = ((3, 3, True), (2, 2, True), (1, 2, True), (2, 1, True), (1, 1, True), (1, 1, False))
WIDEST = 120  # longer lines are hard to read
_YEARS = ("1", "5", "10")
_LEVERS, _SIGNPOSTS = 5, 3
_NAME = 23  # characters of the longest name of a fate
_SPAN = 12  # of a probability with its interval
_BAR = 10  # of the shortest bar worth drawing


def show(a: Answer, console: Console, *, case: tuple[str, ...]) -> None:
    """Print the answer on one screen.

    Parameters
    ----------
    a : Answer
        What to print.
    console : rich.console.Console
        Where to print it; at 80 columns or more there are at most 40 lines.
    case : tuple of str
        Arguments of the command, for the further commands that are suggested.
    """
    width = min(console.width, WIDEST)
    for room in _ROOM:
        lines = [*_lines(a, width, room), Text(), *_next(a, width, case)]
        if len(lines) <= LINES:
            break
    for line in lines:
        console.print(line)


def _lines(a: Answer, width: int, room: tuple[int, int, bool]) -> Iterator[Text]:
    of_lever, of_signpost, remarks = room
    yield from _question(a, width)
    for part in (
        _fates(a, width, remarks=remarks),
        _outcomes(a, width),
        _levers(a, width, of_lever, remarks=remarks),
        _signposts(a, width, of_signpost),
        _grounds(a, width),
    ):
        yield Text()
        yield from part


def wrapped(text: str, width: int, *, most: int | None = None, style: str = "") -> list[Text]:
    """Lines of a text, the later ones indented; beyond ``most`` lines an ellipsis stands.

    Parameters
    ----------
    text : str
        One paragraph.
    width : int
        Columns of the terminal.
    most : int, optional
        Lines; as many as it takes by default.
    style : str, default ""
        As `rich.text.Text` takes it.
    """
    indent = "  " if text.startswith("  ") else ""
    lines = textwrap.wrap(
        text,
        width,
        subsequent_indent=indent + "  " * bool(indent),
        max_lines=most,
        placeholder=" …",
        break_on_hyphens=False,
    )
    return [Text(line, style=style) for line in lines]


def head(title: str, note: str, width: int) -> list[Text]:
    """A title in bold and a note in small type on the same line, if there is room.

    Parameters
    ----------
    title, note : str
        The two texts.
    width : int
        Columns of the terminal.
    """
    if len(title) + 2 + len(note) > width:
        note = textwrap.shorten(note, max(width - len(title) - 2, 1), placeholder=" …").strip()
    return [Text.assemble((title, "bold"), (f"  {note}", "dim"))]


def _span(r: Interval) -> str:
    """A probability with its interval in few characters: ``55% (44-65)``."""
    return f"{percent(r.mean)} ({percent(r.low)[:-1]}-{percent(r.high)[:-1]})"


def _question(a: Answer, width: int) -> Iterator[Text]:
    yield from wrapped(a.partnership.question, width, most=2, style="bold")
    members = " and ".join(a.partnership.members)
    start = year_or(a.partnership.start, str(a.partnership.start))
    dates = f"as of {a.as_of}; together since {start}"
    yield from wrapped(f"{members}, {dates}", width, most=2)


def _fates(a: Answer, width: int, *, remarks: bool) -> Iterator[Text]:
    yield verdict_line(a.verdict.label)
    if adds_nothing(a):
        yield from wrapped(f"{BASE_RATE} {why_base_rate(a) if remarks else ''}", width)
    yield from fate_lines(a.fates, width)
    for remark in notes_on_fates(a):
        yield from wrapped(remark, width)


def verdict_line(label: str) -> Text:
    """The verdict in capitals, and what the figures below it are."""
    return Text.assemble(
        (label.upper(), "bold reverse"), ("  at ten years, with 90 % intervals", "dim")
    )


def fate_lines(fates: Sequence[FatePart], width: int) -> Iterator[Text]:
    """A line for each fate, with a bar where there is room; the likeliest is bold.

    Parameters
    ----------
    fates : sequence of FatePart
        In the order of the question.
    width : int
        Columns of the terminal.
    """
    room = width - _NAME - _SPAN - 25
    likeliest = max(fates, key=lambda f: f.p.mean)
    for fate in fates:
        yield _fate(fate, room, style="bold" if fate is likeliest else "")


def _fate(fate: FatePart, room: int, style: str) -> Text:
    bar = "█" * round(fate.p.mean * min(room, 50)) if room >= _BAR else ""
    words = f"  {fate_name(fate):{_NAME}} {fate.word:19} {_span(fate.p):{_SPAN}}"
    return Text.assemble((words, style), f" {bar}") if bar else Text(words.rstrip(), style=style)


def _outcomes(a: Answer, width: int) -> Iterator[Text]:
    """The ladder, with the last year of its history."""
    rows = [(id_, o.label, o.p_end, o.coverage[1]) for id_, o in ladder(a)]
    yield from ladder_lines(rows, width)


LadderRow = tuple[OutcomeId, str, Mapping[str, Interval], int]  # id, label, P by years, known to


def ladder_lines(outcomes: Sequence[LadderRow], width: int) -> Iterator[Text]:
    """A line for each outcome, under a head; that of rupture is bold.

    Parameters
    ----------
    outcomes : sequence of (str, str, mapping of str to Interval, int)
        Id, label, probabilities by years ahead, last year of history.
    width : int
        Columns of the terminal.
    """
    name = max(len(label) for _, label, _, _ in outcomes) + 2
    name = min(max(name, 10), width - 3 * _SPAN - 13)
    gap = min(4, (width - name - 3 * _SPAN - 10) // 3)
    heads = (f"{h} year{'s' * (h != '1')}" for h in _YEARS)
    head = _row("", heads, "known to", name, gap, style="dim")
    yield Text.assemble(("Within", "bold"), head[len("Within") :])
    for id_, label, chances, last in outcomes:
        cells = (_span(chances[h]) for h in _YEARS)
        style = "bold" if id_ == RUPTURE else ""
        yield _row(label, cells, str(last), name, gap, style=style)


def _row(label: str, cells: Iterable[str], last: str, name: int, gap: int, *, style: str) -> Text:
    short = textwrap.shorten(label, name - 2, placeholder=" …")
    middle = "".join(f"{' ' * gap}{c:{_SPAN}}" for c in cells)
    return Text(f"  {short:{name - 2}}{middle}  {last}".rstrip(), style=style)


def _levers(a: Answer, width: int, most: int, *, remarks: bool) -> Iterator[Text]:
    yield from head("Levers", "points of P(rupture in ten years), the largest first", width)
    largest = levers(a)[:_LEVERS]
    if not largest:
        yield Text("  Nothing in the case moves the forecast.")
    for lever in largest:
        text = _named(lever.label, lever.change, most * (width - 11))
        yield from item(_points(lever), 9, text, width, most)
    for choice in choices_of_method(a)[:remarks]:
        text = f"  Of method: {_points(choice)} without “{choice.label}”; --full has all."
        yield from wrapped(text, width, most=min(most, 2))


def _points(lever: TornadoPart) -> str:
    return "no class" if lever.move is None else plain_signed(100 * lever.move)


def _named(label: str, change: str, room: int) -> str:
    """A lever and its change; where both are too long, the name gives way."""
    if len(label) + len(change) + 2 <= room or len(change) > room // 2:
        return f"{label}: {change}"
    return f"{textwrap.shorten(label, room - len(change) - 4, placeholder=' …')}: {change}"


def item(start: str, room: int, text: str, width: int, most: int) -> Iterator[Text]:
    """A few characters and a text in two columns; the text wraps in its own.

    Parameters
    ----------
    start, text : str
        The two columns.
    room, width : int
        Of the first column, and of the terminal.
    most : int
        Lines of the text; a longer one ends in an ellipsis.
    """
    lines = textwrap.wrap(
        text, width - room - 2, max_lines=most, placeholder=" …", break_on_hyphens=False
    )
    for k, line in enumerate(lines or [""]):
        yield Text(f"  {start if k == 0 else '':{room}}{line}".rstrip())


def _signposts(a: Answer, width: int, most: int) -> Iterator[Text]:
    yield from head("Watch", "P(rupture in 5 years) if so / if not; the most informative", width)
    if not a.signposts:
        yield Text("  The case contains no dated event to watch.")
    for post in a.signposts[:_SIGNPOSTS]:
        both = [p for p in (post.p_end_if, post.p_end_if_not) if p is not None]
        start = f"{post.date.isoformat()}  {' / '.join(map(percent, both))}"
        turn = f": {post.adverse_if}" if post.adverse_if else ""
        yield from item(start, 24, post.label + turn, width, most)


def _grounds(a: Answer, width: int) -> Iterator[Text]:
    """Confidence with its weakest ground, and how old the history is."""
    reason = weakest(a)
    why = f" Weakest ground: {reason.says}." if reason else ""
    yield from wrapped(f"Confidence: {a.confidence.level}.{why}", width, most=2)
    v = a.provenance
    rupture = history_of_rupture(a)
    known = f"History of ruptures to {rupture.last}, {rupture.age_years:.1f} years old"
    yield from wrapped(f"{known} (vintage {v.vintage}).", width)
    for silence in a.left_out:
        if silence.id in ("rivals-now", "record", "reference-classes"):
            yield from wrapped(sentence(silence.reason), width, most=5)
    if v.other_releases:
        yield from wrapped(other_releases_words(v.other_releases), width, most=2)


def _next(a: Answer, width: int, case: tuple[str, ...]) -> Iterator[Text]:
    """Commands that lead on."""
    name = shlex.join(case)
    yield from wrapped(f"detente assess {name} --full (or --out brief.html)", width, style="dim")
    if a.first_scenario:
        whatif = f"detente whatif {name} --scenario {a.first_scenario}"
        yield from wrapped(whatif, width, style="dim")

"""Entries without a day keep the one that they had when the case gets a later day."""

from detente.case.known_on import KEY, undated_sections
from detente.case.rewrite import with_key
from detente.case.yaml12 import YamlDocument, parse


def with_old_days(name: str, text: str, old: str) -> tuple[str, tuple[str, ...]]:
    """Write the old day of a case out for the sections that have entries without a day.

    Parameters
    ----------
    name : str
        Name of the file, for messages.
    text : str
        Its text, with the new day as ``as_of`` on a line of its own.
    old : str
        The old day.

    Returns
    -------
    tuple of (str, tuple of str)
        The text with ``known_on: {SECTION: OLD}``, and a sentence if there is such a section.

    Raises
    ------
    CaseError
        If the file has days by section to which none can be added.
    """
    document = parse(name, text.encode())
    sections = undated_sections(document.values)
    if not sections:
        return text, ()
    add = _extended if KEY in document.values else _inserted
    return add(document, sections, old), (
        f"{KEY}: entries without a day in {', '.join(sections)} stay of {old}",
    )


def _inserted(document: YamlDocument, sections: list[str], day: str) -> str:
    """The text with days by section on a line below that of ``as_of``."""
    lines = document.text.splitlines(keepends=True)
    days = ", ".join(f"{section}: {day}" for section in sections)
    lines.insert(document.lines[("as_of",)], f"{KEY}: {{{days}}}\n")
    return "".join(lines)


def _extended(document: YamlDocument, sections: list[str], day: str) -> str:
    """The text with more days in those by section that it has."""
    for section in sections:
        text = with_key(document, document.text, f"{KEY}.{section}", day)
        document = parse(document.name, text.encode())
    return document.text

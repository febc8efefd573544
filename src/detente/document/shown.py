"""One filter for everything shown on a terminal: text that a terminal would obey is escaped."""

import re

# C0 without tab and line feed, DEL, C1, line and paragraph separators
COMMANDS = r"\x00-\x08\x0b-\x1f\x7f-\x9f"
TURNS = r"\u202a-\u202e\u2066-\u2069"  # embeddings, overrides and isolates of writing direction
_OBEYED = re.compile(f"[{COMMANDS}{TURNS}\u2028\u2029\ud800-\udfff]")


def shown(text: str) -> str:
    r"""Text as a terminal may show it: no command, no turn of the writing direction.

    Each such character becomes its escape, which JSON reads as the character.

    Parameters
    ----------
    text : str
        Any text, of whatever origin.

    Examples
    --------
    >>> print(shown("red \x1b[31m, turned \u202e, two\nlines"))
    red \u001b[31m, turned \u202e, two
    lines
    """
    return _OBEYED.sub(lambda match: f"\\u{ord(match[0]):04x}", text)

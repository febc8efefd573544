"""Names as ids: letters, digits and hyphens."""

import re


def slug(text: str, *, fold: bool = True, longest: int = 56) -> str:
    """A name as an id.

    Parameters
    ----------
    text : str
        Any text.
    fold : bool
        Whether in small letters.
    longest : int
        Characters at most.

    Examples
    --------
    >>> slug("The People’s  Front (Judea)")
    'the-peoples-front-judea'
    >>> slug("?!")
    'x'
    """
    plain = re.sub("['’]", "", text.casefold() if fold else text)
    return re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-")[:longest].strip("-") or "x"

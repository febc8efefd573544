"""A number of things in words, with a plural where there is more or less than one."""


def counted(n: int, noun: str) -> str:
    """Number and noun.

    Parameters
    ----------
    n : int
        How many.
    noun : str
        In the singular; its plural ends with ``s``, or with ``ies`` after a consonant.

    Examples
    --------
    >>> counted(1, "page"), counted(1200, "page"), counted(0, "entry")
    ('1 page', '1,200 pages', '0 entries')
    """
    if n == 1:
        return f"1 {noun}"
    entry = noun.endswith("y") and noun[-2:-1] not in set("aeiou")
    return f"{n:,} {noun[:-1] + 'ies' if entry else noun + 's'}"

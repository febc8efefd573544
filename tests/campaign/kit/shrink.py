"""Make an input that fails smaller, as long as it fails in the same way."""

from collections.abc import Callable, Sequence


def shrink(parts: Sequence, fails: Callable[[Sequence], bool], *, tries: int) -> Sequence:
    """Remove parts while the rest still fails: blocks of half the length first, then smaller ones.

    The minimising delta debugging of Zeller and Hildebrandt (2002), complements only.

    Parameters
    ----------
    parts : sequence
        Lines or bytes of the input, which fails.
    fails : callable
        Whether an input of these parts fails in the same way.
    tries : int
        Most inputs to try.

    References
    ----------
    Zeller, A. and Hildebrandt, R. (2002). Simplifying and isolating failure-inducing input. IEEE
    Transactions on Software Engineering 28, 183-200. https://doi.org/10.1109/32.988498
    """
    block = max(1, len(parts) // 2)
    while tries > 0 and len(parts) > 1:
        start, removed = 0, False
        while start < len(parts) and tries > 0:
            rest = parts[:start] + parts[start + block :]
            tries -= 1
            if len(rest) and fails(rest):
                parts, removed = rest, True
            else:
                start += block
        if block == 1 and not removed:
            break
        block = max(1, min(block // 2, len(parts) // 2))
    return parts

"""The forms of a pulse as a file: a page, or its charts alone."""

from collections.abc import Callable
from pathlib import Path

from detente.document.pulse import Pulse
from detente.errors import DetenteError
from detente.files import only_file

Form = Callable[[Pulse], bytes]
_SCALE = 2  # pixels of a PNG for each pixel of the page


def pulse_form(path: Path) -> Form:
    """The writer for a file of that name.

    Raises
    ------
    DetenteError
        If it is a folder or the suffix is none of .html, .svg and .png; raised before anything is
        computed or written.
    """
    forms: dict[str, Form] = {".html": _html, ".svg": _svg, ".png": _png}
    only_file(path)
    if path.suffix.lower() not in forms:
        raise DetenteError(f"--plot got '{path}'; wanted a name that ends in .html, .svg or .png")
    return forms[path.suffix.lower()]


def _html(p: Pulse) -> bytes:
    from detente.brief.html import write
    from detente.brief.pulse import brief

    return write(brief(p)).encode()


def _svg(p: Pulse) -> bytes:
    return _drawn(p).encode()


def _png(p: Pulse) -> bytes:
    import vl_convert

    return bytes(vl_convert.svg_to_png(_drawn(p), scale=_SCALE))


def _drawn(p: Pulse) -> str:
    from detente.brief.charts.pulse import whole
    from detente.brief.charts.theme import svg

    return svg(whole(p))

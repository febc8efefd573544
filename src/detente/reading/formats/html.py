"""HTML: the text of its paragraphs and headings; scripts, styles, menus and forms are no text."""

from datetime import date
from typing import Any

from detente.errors import DataError, MissingExtra
from detente.reading.formats import Extract

_NO_TEXT = ("script", "style", "noscript", "template", "nav", "footer", "aside", "form", "svg")
_BLOCKS = ("p", "li", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "td", "pre", "figcaption")
_MAX_TAGS = 100_000


def extract(name: str, data: bytes) -> Extract:
    """Text of an HTML page, with the day, title, author and site that its head names.

    Raises
    ------
    MissingExtra
        If Beautiful Soup is not installed.
    DataError
        If it has too many tags or nests too deep to be a page of text.
    """
    try:
        from bs4 import BeautifulSoup
    except ImportError:
        raise MissingExtra("read", "a web page") from None
    tags = data.count(b"<")
    if tags > _MAX_TAGS:
        raise DataError(f"{name}: has {tags:,} tags; wanted a page with at most {_MAX_TAGS:,}")
    try:
        soup = BeautifulSoup(data, "html.parser")
        return _extract(soup)
    except RecursionError:
        raise DataError(f"{name}: nested too deep for a page of text") from None


def _extract(soup: Any) -> Extract:
    for tag in soup(_NO_TEXT):
        tag.decompose()
    root = soup.find("article") or soup.find("main") or soup.body or soup
    day = _meta(soup, "article:published_time", "date", "dc.date", "datePublished")
    return Extract(
        text=_text(root),
        title=_meta(soup, "og:title") or _line(soup.title),
        author=_meta(soup, "author", "article:author"),
        outlet=_meta(soup, "og:site_name", "publisher"),
        published=_day(day or _time(root)),
    )


def _text(root: Any) -> str:
    """Blocks separated by blank lines; headings as Markdown has them."""
    out = []
    for tag in root.find_all(_BLOCKS):
        if tag.find_parent(_BLOCKS) is not None:
            continue
        words = _line(tag)
        if words:
            out.append(f"# {words}" if tag.name[0] == "h" else words)
    return "\n\n".join(out) or "\n\n".join(x for x in root.stripped_strings)


def _line(tag: Any) -> str | None:
    return " ".join(tag.get_text(" " if tag.name != "p" else "").split()) if tag else None


def _meta(soup: Any, *names: str) -> str | None:
    for name in names:
        for key in ("property", "name", "itemprop"):
            tag = soup.find("meta", attrs={key: name})
            if tag and tag.get("content"):
                return " ".join(tag["content"].split())[:300]
    return None


def _time(root: Any) -> str | None:
    tag = root.find("time", attrs={"datetime": True})
    return str(tag["datetime"]) if tag else None


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None

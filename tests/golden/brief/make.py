"""Make the golden briefs anew: Markdown and page context of both bundled cases, default seed.

Run ``python tests/golden/brief/make.py`` after a change that is meant; read the diff before you
commit it. They are marked `regression`: they say that nothing moved, not that it is right.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from detente.assessment.assess import assess
from detente.brief import context, markdown
from detente.brief.blocks import Chart
from detente.brief.charts.theme import svg
from detente.document.assessment import Assessment

HERE = Path(__file__).parent
PICTURE = HERE.resolve().parents[2] / "docs" / "answer.svg"
CASES = ("us-russia-2001", "anglo-japanese-1905")


def briefs(a: Assessment) -> dict[str, str]:
    """Text of both golden files of one case, without the version that wrote them."""
    plain = a.model_copy(
        update={"provenance": a.provenance.model_copy(update={"version": "VERSION"})}
    )
    return {
        f"{a.case}.md": markdown.write(plain),
        f"{a.case}.jsonl": "".join(_lines(context.brief_document(context.brief(plain)))),
    }


def _lines(page: dict[str, Any]) -> Iterator[str]:
    """The page context, one line for each section, block and row of a table."""
    sections = page.pop("sections")
    yield _line(page)
    for section in sections:
        blocks = section.pop("blocks")
        yield _line(section)
        for block in blocks:
            rows = block.pop("rows", ())
            yield _line(block)
            yield from map(_line, rows)


def _line(part: Any) -> str:
    return json.dumps(_full(part), ensure_ascii=False) + "\n"


def _full(part: Any) -> Any:
    """Leave out what is empty: most runs have no style and lead nowhere."""
    if isinstance(part, dict):
        return {k: _full(v) for k, v in part.items() if v not in ("", None)}
    return [_full(x) for x in part] if isinstance(part, list | tuple) else part


def picture(a: Assessment) -> str:
    """The drawing of an answer in the README: the four fates."""
    blocks = (block for section in context.brief(a).sections for block in section.blocks)
    return next(svg(b.spec) for b in blocks if isinstance(b, Chart) and b.name == "fates")


if __name__ == "__main__":
    for case in CASES:
        assessment = assess(case)
        for name, text in briefs(assessment).items():
            (HERE / name).write_text(text, encoding="utf-8")
        if case == "us-russia-2001":
            PICTURE.write_text(picture(assessment), encoding="utf-8")

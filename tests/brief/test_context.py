"""The page context: every field documented, every number from the document, nothing left out."""

import ast
import json
import re
from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest
from brief_kit import NUMBER, texts

from detente.brief import blocks, charts, sections, words
from detente.brief.blocks import Chart, Table
from detente.brief.context import brief, link_targets

ROOT = Path(__file__).resolve().parents[2]
BRIEF = ROOT / "src" / "detente" / "brief"
DOCS = (ROOT / "docs" / "brief.md").read_text()


def written(value):
    """Every way in which the brief writes one number of the document."""
    for x in (value, abs(value)):
        for digits in range(5):
            yield words.number(float(x), digits)
            yield words.signed(float(x), digits)
            yield words.number(100 * x, digits)
            yield words.signed(100 * x, digits)
            yield f"{x:.{digits}f}"
        yield from (words.percent(x).rstrip("%"), words.percent(x, 1).rstrip("%"))
        yield from (words.factor(x), f"{x:.2g}", f"{100 * x:+.0f}", str(x), f"{x:g}")


def numbers_of(document):
    """Every number of the document as written, and those within its texts."""
    numbers = set()

    def visit(x):
        if isinstance(x, bool) or x is None:
            return
        if isinstance(x, int | float):
            numbers.update(written(x))
        elif isinstance(x, str):
            numbers.update(NUMBER.findall(x))
            numbers.update(NUMBER.findall(x[:12]))  # a checksum is cut to what a person compares
            if re.fullmatch(r"\d{4}-\d\d-\d\d", x):
                when = date.fromisoformat(x)
                numbers.update((str(when.day), str(when.year)))
        elif isinstance(x, dict):
            for key, value in x.items():
                visit(key)
                visit(value)
        else:
            for value in x:
                visit(value)

    visit(document)
    return numbers


def derived(a):
    """Counts and differences of two figures of the document that the page may state."""
    counts = {len(part) for part in (a.network.actors, a.network.ties, a.lenses)}
    counts.add(len([c for c in a.reference_classes if c.outcome == "rupture"]))
    return {str(n) for n in counts}


def constants():
    """Numbers in the prose of the sections: scales, thresholds of words, horizons."""
    numbers = set()
    for path in [
        *(BRIEF / "sections").glob("*.py"),
        *(BRIEF / "charts").glob("*.py"),
        BRIEF / "words.py",
        BRIEF / "terminal.py",
    ]:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                numbers.update(NUMBER.findall(node.value))
    return numbers


def unexplained(text, known):
    return [n for n in NUMBER.findall(text) if n not in known and n.lstrip("+−-<>") not in known]


def test_every_number_on_the_page_is_in_the_document(document):
    known = numbers_of(json.loads(document.model_dump_json(by_alias=True)))
    known |= constants() | derived(document)
    known |= {h for h in words.HORIZONS} | {str(y) for y in range(21)}
    bad = {t: u for t in texts(brief(document)) if (u := unexplained(t, known))}
    assert not bad


def test_a_number_from_nowhere_is_detected(document):
    known = numbers_of(json.loads(document.model_dump_json(by_alias=True)))
    assert unexplained("it is 83.417% and 12345", known) == ["83.417", "12345"]


def test_a_changed_document_changes_the_page(document):
    first, *others = document.fates
    other = first.p.model_copy(update={"mean": 0.613571})
    fates = [first.model_copy(update={"p": other}), *others]
    changed = brief(document.model_copy(update={"fates": fates}))
    table = next(b for b in changed.sections[0].blocks if isinstance(b, Table))
    cells = [_text(row.cells[2]) for row in table.rows]
    assert cells == ["61%", *(words.percent(f.p.mean) for f in others)]


def _text(runs):
    return "".join(r.text for r in runs)


@pytest.mark.parametrize(
    "kind",
    [blocks.Brief, blocks.Section, blocks.Paragraph, blocks.Subhead, blocks.Bullets]
    + [blocks.Table, blocks.Column, blocks.Row, blocks.Chart, blocks.Run],
)
def test_the_context_is_as_documented(kind):
    row = next(line for line in DOCS.splitlines() if line.startswith(f"| `{kind.__name__}` "))
    named = re.findall(r"`(\w+)`", row.split("|")[2])
    assert named == [f.name for f in fields(kind)]


def test_every_section_is_there_in_order(document):
    written = brief(document).sections
    assert [s.id for s in written] == list(sections.catalogue())
    assert written[0].id == "bottom-line"
    assert all(s.blocks for s in written)


def test_each_chart_is_in_the_section_of_the_table_of_its_figures(documents):
    shown = set()
    for a in documents.values():
        for section in brief(a).sections:
            tables = {b.id for b in section.blocks if isinstance(b, Table)}
            for chart in (b for b in section.blocks if isinstance(b, Chart)):
                assert chart.table in tables, chart.name
                assert len(chart.alt) > 40
                shown.add(re.sub(r"-\d+$", "", chart.name))
    assert shown == set(charts.catalogue())


def test_rows_have_a_cell_for_each_column(document):
    tables = [b for s in brief(document).sections for b in s.blocks if isinstance(b, Table)]
    assert tables
    for table in tables:
        assert table.rows, table.id
        assert {len(r.cells) for r in table.rows} == {len(table.columns)}, table.id
        assert all(c for r in table.rows for c in r.cells), table.id


def test_links_lead_somewhere_and_places_are_unique(document):
    page = brief(document)
    known = link_targets(page.sections)
    ids = [s.id for s in page.sections]
    for block in (b for s in page.sections for b in s.blocks):
        ids += [r.id for r in getattr(block, "rows", ()) if r.id]
        ids += [block.id] if getattr(block, "id", None) else []
    assert len(ids) == len(set(ids))
    runs = [
        r
        for s in page.sections
        for b in s.blocks
        for line in _lines(b)
        for r in line
        if r.to is not None
    ]
    assert len(runs) > 50
    assert all(r.to in known or r.to.startswith("https://") for r in runs)


def _lines(block):
    if hasattr(block, "runs"):
        return [block.runs]
    if hasattr(block, "items"):
        return block.items
    return [c for r in getattr(block, "rows", ()) for c in r.cells]


def test_an_unknown_claim_is_plain_text(document):
    lines = [c.model_copy(update={"claims": ["no-such-claim"]}) for c in document.fault_lines]
    page = brief(document.model_copy(update={"fault_lines": lines}))
    (section,) = [s for s in page.sections if s.id == "fault-lines"]
    runs = [r for b in section.blocks for line in _lines(b) for r in line]
    assert [r.to for r in runs if r.text == "no-such-claim"] == [None] * len(lines)


def test_confidence_and_probability_never_share_a_sentence(document):
    """ICD 203 (2015), D.6.e.(2): a product must not combine the two in one sentence."""
    sentences = [s for t in texts(brief(document)) for s in re.split(r"(?<=[.;])\s", t)]
    of_confidence = [
        s for s in sentences if re.search(r"[Cc]onfidence[^.]*: (high|moderate|low)", s)
    ]
    assert of_confidence
    for sentence in of_confidence:
        assert not re.search(r"\d+(\.\d+)?%|likely|P\(", sentence)


def test_empty_parts_say_why(document):
    empty = {
        key: []
        for key in ("lenses", "fault_lines", "conditionals", "signposts", "flips", "pairs")
        + ("tornado", "shapley", "bargaining", "issues", "surveys", "claims", "left_out")
    }
    nothing = document.network.model_copy(update={"ties": []})
    bare = document.model_copy(
        update=empty
        | {
            "network": nothing,
            "ledger": document.ledger.model_copy(update={"deeds": []}),
            "alternatives": document.alternatives.model_copy(
                update={"hypotheses": [], "evidence": []}
            ),
        }
    )
    page = brief(bare)
    names = {b.name for s in page.sections for b in s.blocks if isinstance(b, Chart)}
    assert names <= {"survival", "classes", "treaty-classes", "fates", "bridge"}
    text = " ".join(texts(page))
    for sentence in (
        "No lens has evidence in this case",
        "The case names no fault line.",
        "The case contains no conditional claim.",
        "The case contains no dated event to watch.",
        "The case has no levers.",
        "There is no issue on which both partners can bargain.",
        "The case codes no issue.",
        "The case contains no ledger of deeds.",
        "The case contains no survey of either public.",
        "The case contains no network.",
        "The case compares no hypotheses with evidence.",
        "The case contains no claim.",
    ):
        assert sentence in text


def test_references_say_that_they_are_from_memory(document):
    """The model card said so, and no page that prints one."""
    shown = repr(brief(document))
    assert shown.count("from memory and were not looked up") == 1

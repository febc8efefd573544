"""The two cases that come with detente, the list of elements, and whose words we use."""

import re
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from case_kit import ROOT, SEED

from detente import registry
from detente.case.check import faults, walk
from detente.case.draws import Draws
from detente.case.load import bundled, load, locate
from detente.case.model import Case, Entry
from detente.case.source_text import paragraphs, verify
from detente.records import Estimate

CASES = ["anglo-japanese-1905", "us-russia-2001"]
RUN = 8  # words in a row that no two writers share by chance
SEEDS = sorted(SEED.glob("*.txt")) if SEED.is_dir() else []
needs_seed = pytest.mark.skipif(not SEEDS, reason="the source text is not part of the project")


@cache
def case(name: str) -> Case:
    return load(name)


def test_both_cases_are_there_and_nothing_else():
    assert bundled() == CASES
    assert all(locate(name).is_file() for name in CASES)


@pytest.mark.parametrize("name", CASES)
def test_a_bundled_case_loads_under_its_own_name(name):
    assert case(name).id == name
    assert list(faults(case(name))) == []


@pytest.mark.parametrize("name", CASES)
def test_every_number_of_a_bundled_case_is_finite_and_every_fact_dated(name):
    entries = [entry for _, entry in walk(case(name))]
    assert len(entries) > 200
    assert "nan" not in case(name).model_dump_json().lower().split()
    assert all(e.known_on <= case(name).as_of for e in entries if hasattr(e, "known_on"))


@pytest.mark.parametrize("name", CASES)
def test_every_claim_can_be_looked_up(name):
    assert case(name).claims
    for claim in case(name).claims:
        assert claim.quote or claim.locator, claim.id


# --- the source -------------------------------------------------------------------


def seed_text() -> str:
    return "\n\n".join(path.read_text(encoding="utf-8") for path in SEEDS)


@needs_seed
def test_every_pointer_into_the_commentary_verifies():
    verdicts = list(verify(case("us-russia-2001"), seed_text()))
    assert len(verdicts) == sum(c.quote is not None for c in case("us-russia-2001").claims) > 50
    assert [v for v in verdicts if v.state != "found"] == []


@needs_seed
def test_every_paragraph_of_the_commentary_is_coded():
    quotes = [c.quote for c in case("us-russia-2001").claims if c.quote]
    assert {q.paragraph for q in quotes} >= set(range(1, len(paragraphs(seed_text()))))


@needs_seed
def test_a_wrong_text_verifies_nothing():
    backwards = " ".join(reversed(seed_text().split()))
    states = {v.state for v in verify(case("us-russia-2001"), backwards)}
    assert states == {"missing"}


def words_of(text: str) -> list[str]:
    """Lower case, letters and digits only: quotes, dashes and case hide nothing."""
    return re.findall(r"[^\W_]+", text.lower())


def grams(words: list[str], size: int = RUN) -> set[tuple[str, ...]]:
    return {tuple(words[n : n + size]) for n in range(len(words) - size + 1)}


@cache
def forbidden() -> set[tuple[str, ...]]:
    """Every run of words of the article; its title block and author line may be cited."""
    found: set[tuple[str, ...]] = set()
    for body in paragraphs(seed_text()):
        if "editor" not in words_of(" ".join(body))[:1]:
            found |= grams(words_of(" ".join(body)))
    return found


def our_texts() -> list[Path]:
    tops = [ROOT / name for name in ("src", "docs", "tests", "examples", "benchmarks")]
    files = [f for top in tops if top.is_dir() for f in top.rglob("*")] + list(ROOT.glob("*.*"))
    kinds = {".py", ".md", ".yaml", ".yml", ".json", ".txt", ".html", ".csv", ".toml", ".R", ".j2"}
    return [f for f in files if f.is_file() and f.suffix in kinds and "__pycache__" not in f.parts]


@needs_seed
def test_no_run_of_the_article_stands_in_any_of_our_texts():
    assert len(forbidden()) > 1000
    assert any(f.name == "us-russia-2001.yaml" for f in our_texts())
    copied = {}
    for file in our_texts():
        shared = grams(words_of(file.read_text(encoding="utf-8", errors="replace"))) & forbidden()
        if shared:
            copied[str(file.relative_to(ROOT))] = len(shared)
    assert copied == {}


@needs_seed
@pytest.mark.parametrize("name", CASES)
def test_no_text_of_a_case_shares_six_words_in_a_row(name):
    """Stricter where copying would be likeliest: in each single text of the case."""
    article = grams(words_of(" ".join(" ".join(body) for body in paragraphs(seed_text()))), 6)
    texts = [
        ((*place, field), text)
        for place, entry in walk(case(name))
        for field, text in entry
        if isinstance(text, str) and place[:1] != ("sources",)
    ]
    assert texts
    for place, text in texts:
        assert not grams(words_of(text), 6) & article, place


# --- the elements -----------------------------------------------------------------


def rows() -> list[list[str]]:
    page = (ROOT / "docs" / "elements.md").read_text(encoding="utf-8")
    table = [row for row in page.splitlines() if re.match(r"\|\s*\d+\s*\|", row)]
    return [[cell.strip() for cell in row.strip().strip("|").split("|")] for row in table]


def named(items: tuple[object, ...], key: str) -> object:
    for item in items:
        if key in (getattr(item, "id", None), getattr(item, "actor", None)):
            return item
    raise KeyError(key)


def resolve(node: object, path: str) -> object:
    """Follow a path as docs/elements.md defines it: section, then id or actor, then field."""
    for step in path.split("."):
        if isinstance(node, tuple):
            node = named(node, step)
        elif isinstance(node, dict):
            node = node[step]
        else:
            assert isinstance(node, Entry), f"nothing below {node!r}"
            node = getattr(node, step)
    return node


def test_every_element_has_one_row():
    assert [int(row[0]) for row in rows()] == list(range(1, 56))
    assert all(len(row) == 4 and all(row) for row in rows())


@pytest.mark.parametrize("row", rows(), ids=lambda row: row[0])
def test_every_path_of_a_row_leads_somewhere(row):
    paths = re.findall(r"`([^`]+)`", row[2])
    assert paths
    for path in paths:
        assert resolve(case("us-russia-2001"), path) not in (None, (), {}, ""), path


def _without(whole: Case, path: str) -> Case | None:
    """The case without the section or entry at the start of a path; None if it needs it."""
    section, _, rest = path.partition(".")
    entries = getattr(whole, section)
    if section == "actors":
        return None
    if isinstance(entries, tuple):
        gone = named(entries, rest.split(".")[0]) if rest else None
        kept = tuple(e for e in entries if e is not gone) if rest else ()
        return whole.model_copy(update={section: kept})
    optional = not type(whole).model_fields[section].is_required()
    return whole.model_copy(update={section: None}) if optional else None


def _all_of(name: str, whole: Case) -> str:
    """Value and detail of a lens, or why it has none."""
    try:
        reading = registry.lenses()[name].read(whole, Draws(np.random.default_rng(1), 1))
        if not isinstance(reading, Estimate):
            return repr(reading)
        return repr((reading.value, reading.detail()))
    except (KeyError, AttributeError) as problem:  # it looks for what is gone
        return repr(problem)


def test_a_lens_that_a_row_names_reads_something_of_the_row():
    """Row 41 named a lens that computed its value from none of the row's entries."""
    whole, checked = case("us-russia-2001"), 0
    for number, _, where, by in rows():
        fewer = [_without(whole, path) for path in re.findall(r"`([^`]+)`", where)]
        for name in registry.lenses():
            if None in fewer or not re.search(rf"(^|[,;] ){name}\b", by):
                continue
            before = _all_of(name, whole)
            assert any(_all_of(name, c) != before for c in fewer if c), (number, name)
            checked += 1
    assert checked > 40


def test_a_path_that_leads_nowhere_is_noticed():
    for path in ("claims.c-none", "nothing", "question.x", "threats.taliban.severity.CHN"):
        with pytest.raises((KeyError, AttributeError, AssertionError)):
            resolve(case("us-russia-2001"), path)


def test_questions_about_rupture_resolve_by_its_definition():
    """Not by that of old, for which a display of force was one."""
    rules = {q.id: q.resolves for q in case("us-russia-2001").questions if q.outcome == "rupture"}
    first, *others = rules
    assert "date a rivalry" in rules[first]
    assert "both as originators, in which both used force or somebody died" in rules[first]
    assert others
    assert all(rules[other].startswith("as the question whether the two fall") for other in others)


def test_every_element_of_the_commentary_has_a_claim():
    listed = {n for claim in case("us-russia-2001").claims for n in claim.elements}
    assert set(range(1, 53)) - listed == set()
    assert listed <= set(range(1, 56))

"""The answer in the words of the question: fates, ladder, terms, bridge, rival hypotheses."""

import re
from itertools import pairwise

import pytest
from brief_kit import texts

from detente.brief import charts
from detente.brief.answer import fate_name, ladder, levers, notes_on_fates, weakest
from detente.brief.blocks import Chart, Subhead, Table
from detente.brief.context import brief
from detente.brief.html import page
from detente.brief.markdown import write
from detente.document.labels import BASE_RATE, LADDER
from detente.document.percent import percent


def section(document, key):
    (found,) = [s for s in brief(document).sections if s.id == key]
    return found


def text(document, key):
    whole = brief(document)
    (found,) = [s for s in whole.sections if s.id == key]
    return " ".join(t for t in texts(type(whole)(**{**vars(whole), "sections": (found,)})))


def tables(document, key):
    return {b.id: b for b in section(document, key).blocks if isinstance(b, Table)}


def cells(row):
    return ["".join(r.text for r in cell) for cell in row.cells]


def with_leader(document, *fates):
    """The same, the evidence speaking least against the hypotheses that name some fates."""
    part = document.alternatives
    hypotheses = [h.model_copy(update={"leads": h.fate in fates}) for h in part.hypotheses]
    changed = part.model_copy(update={"hypotheses": hypotheses})
    return document.model_copy(update={"alternatives": changed})


def test_page_one_follows_the_order_of_the_screen(document):
    blocks = section(document, "bottom-line").blocks
    places = [
        next(k for k, b in enumerate(blocks) if getattr(b, "kind", "") == "question"),
        next(k for k, b in enumerate(blocks) if isinstance(b, Chart) and b.name == "fates"),
        next(k for k, b in enumerate(blocks) if getattr(b, "id", "") == "t-ladder"),
    ]
    heads = ["What moves", "What to watch", "Confidence in this judgement", "Age of the data"]
    lines = ["".join(r.text for r in getattr(b, "runs", ())) for b in blocks]
    places += [next(k for k, t in enumerate(lines) if t.startswith(h)) for h in heads]
    assert places == sorted(places)


def test_page_one_has_no_codes_and_the_method_has_them_all(document):
    assert not re.search(r"\bO[1-6]\b", text(document, "bottom-line"))
    rows = tables(document, "method")["t-outcome-codes"].rows
    codes = {"drift": "O6", "strain": "O1", "suspension": "O3", "treaty": "O5"}
    codes |= {"rivalry": "O2", "force": "O4", "rupture": "O2 or O4"}
    assert [cells(r)[1] for r in rows] == [codes[id_] for id_, _ in ladder(document)]


def test_outcomes_stand_in_the_order_of_the_ladder(document):
    names = [cells(r)[0] for r in tables(document, "bottom-line")["t-ladder"].rows]
    assert names == [document.outcomes[o].label for o in LADDER if o in document.outcomes]


def test_every_fate_and_outcome_is_defined_where_it_is_named(document):
    first = section(document, "bottom-line")
    terms = [
        run
        for b in first.blocks
        if isinstance(b, Table)
        for row in b.rows
        for cell in row.cells
        for run in cell
        if run.style == "term"
    ]
    assert len(terms) == len(document.fates) + len(document.outcomes)
    assert all(run.hover for run in terms)
    html = page(document)
    for run in terms:
        assert f'href="#{run.to}" title="' in html


def test_terms_lead_to_their_section_in_markdown(document):
    place = [s.id for s in brief(document).sections].index("terms") + 1
    assert f"[permanent fixture](#{place}-terms)" in write(document)


def test_outcome_by_outcome_gives_each_its_prose(document):
    words = text(document, "by-outcome")
    assert [*ladder(document)]
    for _, outcome in ladder(document):
        assert outcome.definition.rstrip(".")[1:] in words
        assert percent(outcome.p_end["10"].mean) in words


def test_the_bridge_ends_at_the_forecast(document):
    rows = tables(document, "bridge")["t-bridge"].rows
    assert cells(rows[-1])[1].startswith(percent(document.outcomes["rupture"].p_end["10"].mean))
    (spec,) = charts.specs(document, "bridge")
    bars = spec["data"]["values"]
    assert [b["end"] for b in bars] == [s.p.mean for s in document.bridge] + [bars[-1]["end"]]
    assert all(b["start"] == a["end"] for a, b in pairwise(bars[:-1]))


def test_a_case_that_adds_nothing_says_so(document):
    verdict = document.verdict.model_copy(update={"adds_to_base": 0.0})
    assert BASE_RATE in text(document.model_copy(update={"verdict": verdict}), "bottom-line")
    firm = document.verdict.model_copy(update={"adds_to_base": 9.0})
    assert BASE_RATE not in text(document.model_copy(update={"verdict": firm}), "bottom-line")


def test_the_base_rate_and_the_theories_that_move_it_are_reconciled(document):
    """A reader sees effects of single lenses beside a verdict that says they add nothing."""
    verdict = document.verdict.model_copy(update={"adds_to_base": 0.04})
    little = text(document.model_copy(update={"verdict": verdict}), "bottom-line")
    assert "together they move it by 0.04 of its spread, where the verdict asks for 0.10" in little
    mute = document.confidence.model_copy(update={"adds": False})
    silent = document.model_copy(update={"verdict": verdict, "confidence": mute})
    assert "together they move it" not in text(silent, "bottom-line")
    assert "together they move it" not in text(document, "bottom-line")


def test_no_choice_of_method_is_among_the_levers(document):
    """History is what a case is compared with; no partner can pull it."""
    choices = {t.label for t in document.tornado if t.kind == "class"}
    assert choices
    blocks = section(document, "bottom-line").blocks
    items = ["".join(r.text for r in i) for b in blocks for i in getattr(b, "items", ())]
    assert items[0].startswith(levers(document)[0].label)
    assert not [i for i in items for label in choices if i.startswith(label)]
    method = text(document, "bottom-line").partition("Of method: ")[2]
    assert all(f"without “{label}”" in method for label in choices)
    shown = {cells(r)[0] for r in tables(document, "levers")["t-tornado"].rows}
    apart = {cells(r)[0] for r in tables(document, "levers")["t-method"].rows}
    assert len(apart) == len(choices)
    assert not shown & apart
    (spec,) = charts.specs(document, "tornado")
    assert not [label for label in choices if label in spec["description"]]


def test_what_the_fates_do_not_count_is_said_beside_them(documents):
    """A treaty that likely ends beside "permanent fixture", and a drift that nobody could see."""
    alliance, today = documents["anglo-japanese-1905"], documents["us-russia-2001"]
    assert alliance.outcomes["treaty"].p_end["10"].mean > 0.5
    treaty, said = percent(alliance.outcomes["treaty"].p_end["10"].mean), text
    for note in notes_on_fates(alliance):
        assert note in said(alliance, "bottom-line")
    assert [treaty in note for note in notes_on_fates(alliance)] == [False, True]
    assert "drift" in next(notes_on_fates(alliance))
    assert list(notes_on_fates(today)) == []


def test_page_one_names_the_worst_ground_of_confidence(document):
    ground = weakest(document)
    assert ground is not None
    assert f"Against it: {ground.says}" in text(document, "bottom-line")


def test_types_are_probabilities(document):
    words = text(document, "basis")
    assert document.verdict.type_p
    for name, p in document.verdict.type_p.items():
        assert f"{name} {percent(p)}" in words


def test_hypotheses_stand_beside_the_fates(document):
    rows = tables(document, "alternatives")["t-hypotheses"].rows
    by_fate = {f.id: percent(f.p.mean) for f in document.fates}
    assert [cells(r)[2].split()[0] for r in rows] == [
        by_fate[h.fate] for h in document.alternatives.hypotheses
    ]


def test_disagreement_of_evidence_and_forecast_is_said(document):
    ranked = sorted(document.fates, key=lambda f: f.p.mean)
    assert "They agree." in text(with_leader(document, ranked[-1].id), "alternatives")
    assert "They disagree." in text(with_leader(document, ranked[0].id), "alternatives")
    assert "cannot be compared" in text(with_leader(document, "none"), "alternatives")
    both = text(with_leader(document, ranked[0].id, ranked[-1].id), "alternatives")
    assert "They agree in part." in both
    assert f"less likely in the forecast: {fate_name(ranked[0])} ({ranked[0].word}" in both


def test_one_year_is_no_plural(document):
    assert not re.search(r"(?<![\d.])1 years", " ".join(texts(brief(document))))


@pytest.mark.parametrize(("grades", "first"), [("swm", 1), ("smm", 1), ("sms", 1), ("sss", None)])
def test_the_weakest_ground_is_the_first_of_the_worst(document, grades, first):
    names = {"s": "strong", "m": "middling", "w": "weak"}
    reasons = [
        r.model_copy(update={"grade": names[g]})
        for r, g in zip(document.confidence.reasons, grades, strict=False)
    ]
    confidence = document.confidence.model_copy(update={"reasons": reasons})
    expected = None if first is None else reasons[first]
    assert weakest(document.model_copy(update={"confidence": confidence})) == expected


def test_a_weight_against_its_theory_is_said_to_be_what_the_forecast_uses(document):
    """The sign stays for the lenses that the forecast lists as contradicted, and for no other."""
    listed = {x.id.partition("/")[2] for x in document.left_out if x.id.startswith("contradicted/")}
    opposed, stays, lens = set(), set(), None
    for block in section(document, "pulls").blocks:
        if isinstance(block, Subhead):
            lens = (block.id or "").removeprefix("lens-")
        said = "".join(run.text for run in getattr(block, "runs", ()))
        opposed |= {lens} if "History alone gives" in said else set()
        stays |= {lens} if "the sign stays even so" in said else set()
    assert opposed == {x.id for x in document.lenses if x.against_theory}
    assert stays == opposed & listed
    assert stays

"""Base rates against an independent derivation in R, and no hindsight."""

import json
from datetime import date
from pathlib import Path

import pytest

from detente import registry
from detente.data import pull, store
from detente.errors import DataError, MissingData
from detente.history.base_rate import base_rate
from detente.history.informal_names import INFORMAL
from detente.history.query import FAMILIES, Query

GOLDEN = json.loads(
    (Path(__file__).parents[1] / "golden" / "base_rates" / "base_rates.json").read_text()
)
NEEDED = (
    "atop-alliance",
    "atop-member",
    "tss-rivalries",
    "gml-disputes",
    "cow-disputes",
    "cow-majors",
    "cow-states",
)
FLAGS = {
    "--bilateral": ("bilateral", True),
    "--threat-named": ("threat_named", True),
    "--no-threat": ("threat_named", False),
    "--rivals-at-signing": ("rivals_within", 0),
    "--both-major": ("both_major", True),
    "--prior-adversaries": ("prior_adversaries", True),
    "--no-prior": ("prior_adversaries", False),
}
VALUES = {"--formed": "formed", "--obligation": "obligation", "--rivals-within": "rivals_within"}


def query(family: str, args: str) -> Query:
    words, given = args.split(), {}
    while words:
        flag = words.pop(0)
        if flag in FLAGS:
            name, value = FLAGS[flag]
        else:
            name, text = VALUES[flag], words.pop(0)
            value = tuple(map(int, text.split(":"))) if ":" in text else text
            value = int(value) if name == "rivals_within" else value
        given[name] = value
    return Query(family=family, **given)


@pytest.mark.parametrize(
    "expected", GOLDEN, ids=lambda r: f"{r['class']} {r['args']} {r['as_of'] or 'full'}"
)
def test_agrees_with_r_survival(real_store, expected):
    """External: R 4.2.2, survival 3.5-3; maker golden/base_rates/base_rates.R."""
    as_of = date.fromisoformat(expected["as_of"]) if expected["as_of"] else None
    found = base_rate(query(expected["class"], expected["args"]), as_of).document()
    assert (found["n"], found["ended"]) == (expected["n"], expected["ended"])
    assert found["by_cause"] == expected["by_cause"]
    assert found["median_years"] == pytest.approx(expected["median_years"])
    for key in ("survival", "survival_low", "survival_high"):
        assert found[key] == pytest.approx(expected[key], abs=1e-9)
    assert expected["incidence"]
    for cause, by_year in expected["incidence"].items():
        assert found["incidence"][cause] == pytest.approx(by_year, abs=1e-9)


def test_cow_disputes_reach_four_years_further(real_store):
    gml, cow = (base_rate(Query(family="ex-rivals"), mids=m).curve for m in ("gml", "cow"))
    assert cow.n >= gml.n
    assert cow.longest == gml.longest + 4


@pytest.mark.parametrize("family", [f for f in FAMILIES if f not in INFORMAL])
def test_hiding_later_rows_changes_nothing(shared, tmp_path, monkeypatch, real_store, family):
    """As of 1950, a store without any later event must give the same answer."""
    import duckdb

    year = 1950
    cuts = {
        "atop51_alliance": f"begyr <= {year}",
        "gml_mid_dispute_dyadyear": f"year <= {year}",
        "cow_mid_dispute_dyadyear": f"year <= {year}",
        "tss_rivalries": f"start <= {year}",
    }
    cards = [registry.sources()[name] for name in store.status() if name in NEEDED]
    for card in cards:
        path, where = shared / card.file, cuts.get(Path(card.file).stem, "true")
        duckdb.sql(f"FROM '{path}' WHERE {where}").write_parquet(str(tmp_path / card.file))
    day = date(year, 12, 31)
    whole = base_rate(Query(family=family), day).document()
    monkeypatch.setenv("DETENTE_HOME", str(tmp_path / "home"))
    pull.pull(cards, tmp_path, accept_changes=True)
    cut = base_rate(Query(family=family), day).document()
    for document in (whole, cut):
        document.pop("sources"), document.pop("other_releases", None)
    assert cut == whole
    assert whole["n"] > 10


def test_without_data_says_how_to_get_them(empty_store):
    with pytest.raises(MissingData, match="detente data pull`"):
        base_rate(Query(family="pacts"))


def test_a_class_that_had_not_begun_is_an_error(real_store):
    with pytest.raises(DataError, match=r"no spell of this class .* had begun by 1815-01-01"):
        base_rate(Query(family="pacts"), date(1815, 1, 1))


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"family": "marriages"}, "no class 'marriages'; wanted one of pacts"),
        ({"family": "pacts", "obligation": "love"}, "no obligation 'love'"),
        ({"family": "pacts", "obligation": ""}, "no obligation ''"),
        ({"family": "pacts", "rivals_within": -3}, "rivals within -3 years"),
        ({"family": "coalitions", "rivals_within": 0}, "cannot be selected by rivals_within"),
        ({"family": "ex-rivals", "bilateral": True}, "cannot be selected by bilateral"),
        ({"family": "pacts", "prior_adversaries": False}, "by prior_adversaries"),
    ],
)
def test_wrong_conditions_are_refused(given, message):
    with pytest.raises(DataError, match=message):
        Query(**given)


def test_every_condition_is_named_rivals_at_signing_too():
    assert (
        Query(family="pacts", rivals_within=0).describe() == "alliance treaties: rivals at signing"
    )
    assert (
        Query(family="coalitions", prior_adversaries=False)
        .describe()
        .endswith("not adversaries in the 15 years before")
    )
    assert Query(family="pacts").describe() == "alliance treaties"
    several = Query(family="pacts", bilateral=False)
    assert several.describe() == "alliance treaties: of several states"
    no_threat = Query(family="pacts", threat_named=False)
    assert no_threat.describe() == "alliance treaties: no threat named"

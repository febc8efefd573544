"""Influence against the Foreign Bilateral Influence Capacity index.

External: 1,000 directed dyad-years of FBIC with its own intermediate columns, 1960-2023, and the
published index of 18 states.
"""

import csv
import gzip

import numpy as np
import pytest

from detente.data import store
from detente.lenses.sphere_of_influence import contest
from detente.panel.measures import influence
from detente.panel.tables import Tables
from detente.registry import measures

BANDWIDTH = {  # FBIC's weights
    "norm_lor_avg_ma": 0.11,
    "norm_igos_ma": 0.19,
    "norm_tradeagreement_ma": 0.14,
    "norm_lntotaltrade_ma": 0.35,
    "norm_allianceindex_ma": 0.13,
    "norm_armstotalstock_ma": 0.08,
}
DEPENDENCE = {  # of logarithms of per cents
    "aidabgdpb_ma": 0.21,
    "aidaballaidb_ma": 0.12,
    "totaltradeabgdpb_ma": 0.28,
    "totaltradeaballtradeb_ma": 0.16,
    "armimportstockabmilstockb_ma": 0.10,
    "armsimportsstockaballimstockb_ma": 0.13,
}


@pytest.fixture(scope="module")
def sample(shared):
    """Columns of numbers of the sample."""
    path = shared / "recent" / "fbic_sample_1000_dyadyears.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8") as handle:
        rows = list(csv.DictReader(handle))
    assert len(rows) == 1000
    wanted = [*BANDWIDTH, *DEPENDENCE, "fbic", "bandwidth", "dependence", "totaltradeawithb",
              "alltradeb", "totaltradeaballtradeb", "lntotaltradeawithb", "bandwidthmin",
              "bandwidthmax", "dependencemin", "dependencemax", "fbicmin", "fbicmax"]  # fmt: skip
    return {c: np.array([float(r[c] or "nan") for r in rows]) for c in wanted}


def scaled(values, sample, name):
    least, most = sample[f"{name}min"], sample[f"{name}max"]
    return (values - least) / (most - least)


def test_the_published_formula_gives_the_published_index(sample):
    """Weighted sums, scaled, then their product, scaled: what `influence` has from fewer parts."""
    wide = sum(w * sample[c] for c, w in BANDWIDTH.items())
    deep = sum(w * np.log1p(sample[c]) for c, w in DEPENDENCE.items())
    wide, deep = scaled(wide, sample, "bandwidth"), scaled(deep, sample, "dependence")
    assert np.abs(wide - sample["bandwidth"]).max() < 1e-6
    assert np.abs(deep - sample["dependence"]).max() < 1e-6
    assert np.abs(scaled(wide * deep, sample, "fbic") - sample["fbic"]).max() < 1e-6


def test_volume_of_trade_is_that_of_fbic(sample):
    mine = influence.trade_volume(sample["totaltradeawithb"] / 1e6)  # ours is in million dollars
    assert np.abs(mine - sample["lntotaltradeawithb"]).max() < 1e-6


def test_part_of_the_trade_is_that_of_fbic(sample):
    """To 1e-6 of its size: FBIC keeps single precision."""
    known = sample["alltradeb"] > 0
    flow, trade = sample["totaltradeawithb"][known], sample["alltradeb"][known]
    mine = influence.per_cent(flow[None, :], trade)[0]
    assert mine.size > 900
    assert mine == pytest.approx(sample["totaltradeaballtradeb"][known], rel=1e-6)


def test_weights_are_those_of_fbic():
    ours = ("norm_lntotaltrade_ma", "norm_igos_ma", "norm_allianceindex_ma")
    assert list(influence.WEIGHTS.values()) == [BANDWIDTH[c] for c in ours]


def test_a_domain_that_is_unknown_drops_out_with_its_weight():
    wide = np.array([[[0.5]], [[np.nan]], [[1.0]]])
    parts = influence.weighted(wide)
    assert influence.total(parts)[0, 0] == pytest.approx((0.35 * 0.5 + 0.13) / 0.48)
    assert np.isnan(parts[1, 0, 0])


def test_without_trade_dependence_is_unknown_and_not_zero():
    flow = np.array([[np.nan, 5.0], [5.0, np.nan]])
    found = influence.dependence(flow, np.array([50.0, np.nan]))
    assert found[1, 0] == pytest.approx(np.log(11) / np.log(101))
    assert np.isnan(found[0, 1])


@pytest.fixture(scope="module")
def both(real_store):
    """Published and own influence of 17 states on each other, 1999-2014."""
    own, published = (measures()[m].query(Tables()) for m in ("influence", "foreign-influence"))
    return (
        store.connect()
        .execute(
            f"""SELECT ccode1, ccode2, year, fbic1, influence FROM ({published}) JOIN ({own})
            USING (ccode1, ccode2, year) ORDER BY ALL"""
        )
        .fetchnumpy()
    )


def ranks(values):
    return np.argsort(np.argsort(values))


def test_influence_ranks_states_as_fbic_does(both):
    assert both["year"].size == 4352
    assert np.corrcoef(ranks(both["fbic1"]), ranks(both["influence"]))[0, 1] > 0.82


def test_the_contest_ranks_pairs_as_fbic_would(both):
    """The lens's number from either source, for all pairs of 17 states in 2014."""
    found = {"fbic1": [], "influence": []}
    of_year = both["year"] == 2014
    codes = np.unique(both["ccode1"][of_year])
    for name, values in found.items():
        matrix = np.full((codes.size, codes.size), np.nan)
        place = [np.searchsorted(codes, both[c][of_year]) for c in ("ccode1", "ccode2")]
        matrix[place[0], place[1]] = both[name][of_year]
        for one, two in zip(*np.triu_indices(codes.size, k=1), strict=True):
            values.append(contest(matrix[one][None, :], matrix[[two]])[0])
    assert len(found["fbic1"]) == 136
    assert np.corrcoef(ranks(found["fbic1"]), ranks(found["influence"]))[0, 1] > 0.6

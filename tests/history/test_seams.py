"""Succession is no news: nothing begins, ends or is forgotten because a code changed."""

import numpy as np
import pytest

from detente.data import store
from detente.history.base_rate import build_spells
from detente.history.covariates import TREATY
from detente.history.dyad_spells import dyad_history
from detente.history.dyad_years import dyad_years
from detente.history.landmark import DYADS, fit_landmark_hazards
from detente.history.treaty_spells import of_line
from detente.history.treaty_years import treaty_years
from detente.states.lineage import inherited, line, links

USA, FRANCE, POLAND, JAPAN, SAUDI, RUSSIA = 2, 220, 290, 740, 670, 365
ENTERED_WITH_A_SEAM = (255, 260, 316, 317, 679)
SEAMS = [  # code before, code after, last year of the first
    (255, 260, 1955), (260, 255, 1990), (300, 305, 1919), (300, 310, 1918), (315, 316, 1993),
    (315, 317, 1993), (678, 679, 1990), (680, 679, 1990),
]  # fmt: skip
RECENT = [
    (260, 255, 1990), (315, 316, 1993), (315, 317, 1993), (678, 679, 1990), (680, 679, 1990),
]  # fmt: skip


@pytest.fixture(scope="module")
def rows(real_store):
    return dyad_years()


@pytest.fixture(scope="module")
def treaties(real_store):
    return treaty_years()


def value(rows, pair, year, name):
    a, b = sorted(pair)
    found = rows.where((rows.unit == a * 1000 + b) & (rows.year == year))
    assert found.year.size == 1, (pair, year)
    return found.x[0, rows.names.index(name)]


def across(rows, past, heir, year):
    """Partners with a treaty in force in the last row before a seam and the first one after."""
    treaty = rows.x[:, rows.names.index(TREATY)] == 1
    for partner in np.unique(np.concatenate([rows.unit // 1000, rows.unit % 1000])).tolist():
        before, after = ((min(c, partner) * 1000 + max(c, partner)) for c in (past, heir))
        old = rows.year[treaty & (rows.unit == before) & (rows.year <= year)]
        new = rows.year[treaty & (rows.unit == after) & (rows.year > year)]
        if old.size and new.size and new.min() - old.max() <= 2:
            yield partner, int(old.max()), int(new.min())


def test_every_seam_since_1900_is_looked_at():
    assert {(i.past, i.ccode, i.until) for i in inherited() if i.until >= 1900} == set(SEAMS)
    assert [seam for seam in SEAMS if seam[2] >= 1990] == RECENT


@pytest.fixture(scope="module")
def entries(real_store):
    """State, partner and year in which the state entered a treaty, or a phase of it, of both."""
    import duckdb

    from detente.registry import sources

    members = store.query(sources()["atop-member"])
    return set(
        duckdb.sql(
            f"""SELECT a.member, b.member, a.yrent FROM {members} a
            JOIN {members} b USING (atopid) WHERE a.member <> b.member"""
        ).fetchall()
    )


@pytest.mark.parametrize(("past", "heir", "year"), RECENT)
def test_no_tie_begins_with_the_new_code(rows, entries, past, heir, year):
    """A tie begins when the partner enters, or a code that the state had before the seam did."""
    codes = {past, *(i.past for i in inherited() if i.ccode == heir)}
    found = list(across(rows, past, heir, year))
    assert found
    kept = 0
    for partner, old, new in found:
        before, after = (
            round(np.exp(value(rows, (c, partner), y, "log age of the tie")) - 1)
            for c, y in ((past, old), (heir, new))
        )
        kept += after == before + new - old
        begun = {(partner, code, new - after) for code in {heir, *codes}}
        begun |= {(code, partner, new - after) for code in codes}
        assert begun & entries or partner in ENTERED_WITH_A_SEAM, (partner, before, after)
    assert kept > 0


@pytest.mark.parametrize(("past", "heir", "year"), RECENT)
@pytest.mark.parametrize("name", ["log years since rupture", "log years since rivalry"])
def test_a_clock_goes_on(rows, past, heir, year, name):
    found = list(across(rows, past, heir, year))
    assert found
    late = set()
    for partner, old, new in found:
        before = np.exp(value(rows, (past, partner), old, name)) - 1
        after = np.exp(value(rows, (heir, partner), new, name)) - 1
        if np.isfinite(before) and not after <= before + (new - old) + 1e-9:
            late.add(partner)
    assert late == set()


def test_germany_allies_with_nobody_new_because_it_is_united(rows):
    name = "new treaties with others in three years"
    # without the United States only the treaty of November 1990 with the Soviet Union (4010)
    assert value(rows, (255, USA), 1991, name) == pytest.approx(np.log(2))


def test_no_member_leaves_or_joins_a_treaty_because_its_code_changed(treaties):
    """NATO (ATOP 3180) after 1990, the Arab League (3015) after the union of Yemen."""
    for treaty, year in ((3180, 1991), (3015, 1991)):
        at = treaties.where((treaties.unit == treaty) & (treaties.year == year))
        columns = [treaties.names.index(f"members {what} in three years")
                   for what in ("left", "joined")]  # fmt: skip
        assert at.x[:, columns].tolist() == [[0, 0]]


def test_no_treaty_ends_because_a_code_changed(treaties, real_store):
    """A treaty of a state that ended is censored in that year, not broken."""
    import duckdb

    from detente.registry import sources

    sql = f"SELECT atopid, member, yrexit FROM {store.query(sources()['atop-member'])}"
    last = {(a, m): y for a, m, y in duckdb.sql(sql).fetchall()}
    ended = {(past, year) for past, _, year in SEAMS if year == 1990}
    checked = 0
    for (treaty, member), year in last.items():
        if (member, year) in ended:
            at = treaties.where((treaties.unit == treaty) & (treaties.year == year))
            stopped = at.where((at.stop == year) & (at.cause > 0))
            checked += 1
            assert stopped.year.size == 0 or treaty in (3640,), treaty  # renegotiated in November
    assert checked > 10


def test_a_state_is_no_partner_of_its_own_successor(rows, real_store):
    own = {of_line(k.before, k.after) for k in links()
           if k.before and k.after and k.kind in ("continues", "divides", "unites")}  # fmt: skip
    pairs = set(zip((rows.unit // 1000).tolist(), (rows.unit % 1000).tolist(), strict=True))
    assert pairs
    assert not {(a, b) for a, b in pairs if line(a) == line(b)}
    assert not {(678, 679), (679, 680), (255, 260), (300, 305), (315, 316)} & pairs
    assert own


def test_ex_rivals_outside_the_system_at_the_end_are_observed_from_their_return(real_store):
    past = dyad_history()
    assert past.observed((USA, JAPAN), 1945) == (1952, past.last)
    assert past.observed((FRANCE, 255), 1955) == (1955, past.last)
    spells = build_spells("ex-rivals")
    late = spells.entry > spells.start
    assert (spells.start.size, late.sum()) == (176, 20)
    assert (spells.entry >= spells.start).all()
    assert (spells.stop > spells.entry).all()


def test_a_spell_runs_through_a_change_of_code(real_store):
    past = dyad_history()
    assert past.observed((USA, 255), 1955) == (1955, past.last)
    assert past.observed((SAUDI, 679), 1934) == (1934, past.last)
    assert past.observed((POLAND, 316), 1950) == (1950, past.last)
    assert past.observed((FRANCE, 255), 1930) == (1930, 1942)  # occupied: it leaves
    assert past.observed((2, 265), 1980) == (1980, 1990)


def test_changes_are_between_calendar_years(rows):
    """Germany of 1991 is compared with West Germany of 1986, not with the Reich of 1944."""
    name = "largest change of polity in three years"
    assert value(rows, (255, USA), 1991, name) == value(rows, (260, USA), 1990, name) == 0


# partner by seam: pairs whose risk changes by more than a factor 1.5, and what changed
EXPLAINED = {
    (260, 255): {290: "a border, East Germany's"},
    (315, 316): {310: "no border", 345: "no civil war", 365: "no border", 640: "civil war"},
    (315, 317): {
        255: "no border",
        355: "the treaty of 1968 ended",
        345: "no civil war",
        365: "no border",
        640: "civil war",
    },
    (678, 679): {670: "a rivalry began", 698: "a border, South Yemen's"},
    (680, 679): {365: "civil war", 663: "North Yemen's rivalry of 1962", 670: "a rivalry began"},
}


@pytest.mark.parametrize(("past", "heir", "year"), RECENT)
def test_the_risk_of_a_pair_jumps_only_for_what_changed(rows, past, heir, year):
    """One model on both sides: that known two years after the seam (benchmarks/seams.py)."""
    model = fit_landmark_hazards(rows, year + 2, DYADS)
    place = {
        key: n for n, key in enumerate(zip(rows.unit.tolist(), rows.year.tolist(), strict=True))
    }
    jumps, looked = set(), 0
    for partner in np.unique(rows.unit // 1000).tolist() + np.unique(rows.unit % 1000).tolist():
        old, new = (
            next((place[u, y] for y in ys if (u, y) in place), None)
            for u, ys in (
                (min(past, partner) * 1000 + max(past, partner), (year, year - 1)),
                (min(heir, partner) * 1000 + max(heir, partner), (year + 1, year + 2)),
            )
        )
        if old is not None and new is not None:
            looked += 1
            before, after = model.fits[0].hazard(model.design(rows.x[[old, new]])).sum(axis=1)
            jumps |= {partner} if not 1 / 1.5 <= after / before <= 1.5 else set()
    assert looked > 20
    assert jumps
    assert jumps <= set(EXPLAINED[past, heir]), "a jump that nothing explains"

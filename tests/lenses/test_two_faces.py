"""A case coded straight from the panel reads as the panel does: one lens, one scale, two inputs.

Each coder below writes what an analyst would write who had the data sets and nothing else; it
shares no code with the lens's face in history.
"""

import csv
import gzip
import io
from datetime import date

import numpy as np
import pytest

from detente.case.draws import Draws
from detente.case.load import load
from detente.case.model import (
    Actor,
    Deed,
    Tie,
)
from detente.case.numbers import Number
from detente.case.partners import (
    Dependence,
    Government,
    Influence,
    Institutions,
    Preference,
    Regime,
    Standing,
)
from detente.case.record import Record
from detente.case.threat import Severity, Threat
from detente.data import pull, store
from detente.history.lens_series import dyad_series, lens_table
from detente.history.lens_years import lenses_with_history
from detente.panel.tables import Tables
from detente.records import NoEvidence
from detente.registry import lenses, measures, sources

DYADS = [(2, 365, 2000), (2, 200, 1990), (200, 255, 1938), (365, 710, 1965), (640, 652, 1998)]
DYADS += [(2, 365, 1985), (220, 230, 1912), (200, 740, 1904), (160, 140, 1985), (750, 770, 2005)]
DYADS += [(220, 365, 1894), (255, 300, 1882), (651, 666, 1980), (2, 20, 2006), (255, 325, 1935)]
EVENTS = {"reciprocity", "talk-deeds"}
OF_TREATIES = {"structural-balance": "rivalries", "outside-alliances": "atop-member"}


def rows(sql):
    return store.connect().execute(sql).fetchall()


def measured(name, where):
    return f"({measures()[name].query(Tables())}) WHERE {where}"


def number(value):
    return Number(value=float(value))


def fact(year, **values):
    return {"known_on": date(year, 12, 31), **values}


def legacy(one, two, year):
    out = []
    for table_, start, stop in (
        ("tss-rivalries", "start", '"end"'),
        ("gml-disputes", "year", "year"),
    ):
        kind = "rivalry" if table_.startswith("tss") else "dispute"
        extra = "" if kind == "rivalry" else "AND orig1 = 1 AND orig2 = 1 AND hostlev >= 3"
        found = rows(
            f"SELECT {start}, {stop} FROM {Tables()[table_]} WHERE {start} <= {year} {extra} AND "
            f"((ccode1 = {one} AND ccode2 = {two}) OR (ccode1 = {two} AND ccode2 = {one}))"
        )
        for k, (begin, end) in enumerate(found):
            over = None if end >= year else date(end, 12, 31)
            entry = fact(year, id=f"{kind}{k}", kind=kind, label="x", start=date(begin, 1, 1))
            out.append(Record(**entry, end=over))
    return {"record": tuple(out), "legacy": None}


def threats(one, two, year):
    pairs = rows(f"SELECT ccode1, ccode2 FROM {measured('rivalries', f'year = {year}')}")
    foes = {c: {a + b - c for a, b in pairs if c in (a, b)} for c in (one, two)}
    power = {
        code: (cinc, milper)
        for code, cinc, milper in rows(
            f"SELECT ccode, cinc, milper FROM {Tables()['nmc']} WHERE year = {year}"
        )
    }
    near = {
        frozenset((a, b)): kind
        for a, b, kind in rows(
            f"SELECT ccode1, ccode2, conttype FROM {measured('contiguity', f'year = {year}')}"
        )
    }

    def severity(state, foe):
        kind = near.get(frozenset((state, foe)), 0)
        return Severity(
            power=number(power[foe][0] / (power[foe][0] + power[state][0])),
            proximity=number(1 if kind == 1 else 0.5 if kind > 1 else 0),
            offensive=number(power[foe][1] / (power[foe][1] + power[state][1])),
            intent=number(1),
        )

    names = {one: "one", two: "two"}
    out = []
    for foe in sorted(foes[one] | foes[two]):
        felt = {names[c]: severity(c, foe) for c in (one, two) if foe in foes[c]}
        who = names.get(foe, f"c{foe}")
        entry = fact(year, id=f"t{foe}", label="x", actor=who, since=date(year, 1, 1))
        out.append(Threat(**entry, severity=felt, half_life=number(5)))
    return {"threats": tuple(out)}


def per_state(measure, column, one, two, year):
    found = rows(
        f"SELECT ccode, {column} FROM {measured(measure, f'year = {year} AND ccode IN ({one}, {two})')}"
    )
    names = {one: "one", two: "two"}
    return {names[code]: value for code, value in found if value is not None}


def preferences(one, two, year):
    found = per_state("un-ideal-points", "idealpointall", one, two, year)
    return {
        "preferences": tuple(
            Preference(**fact(year, actor=a, ideal_point=number(v))) for a, v in found.items()
        )
    }


def regimes(one, two, year):
    found = per_state("regime", "polity2", one, two, year)
    return {
        "regimes": tuple(Regime(**fact(year, actor=a, polity=number(v))) for a, v in found.items())
    }


def standing(one, two, year):
    shares = rows(
        f"SELECT a.cinc / (a.cinc + b.cinc) FROM {Tables()['nmc']} a JOIN {Tables()['nmc']} b "
        f"USING (year) WHERE a.ccode = {one} AND b.ccode = {two} AND year > {year} - 20 "
        f"AND year <= {year} ORDER BY year"
    )
    mine = [s for (s,) in shares]
    sides = {"one": mine, "two": [1 - s for s in mine]}
    return {
        "standing": tuple(
            Standing(
                **fact(year, actor=a, claimed=number(100 * max(s)), accorded=number(100 * s[-1]))
            )
            for a, s in sides.items()
        )
    }


def governments(one, two, year):
    found = rows(
        f"SELECT ccode, year, sols_change FROM {measured('coalitions', f'ccode IN ({one}, {two})')}"
    )
    names = {one: "one", two: "two"}
    out = []
    for code, when, changed in found:
        if changed and when <= year:
            entry = fact(year, id=f"g{code}-{when}", actor=names[code], label="x")
            out.append(Government(**entry, since=date(when, 6, 30)))
    for name in ("one", "two"):
        entry = fact(year, id=f"old-{name}", actor=name, label="x", since=date(1800, 1, 1))
        out.append(Government(**entry))
    return {"governments": tuple(out)}


def ties(one, two, year):
    names = {one: "one", two: "two"}
    allied = rows(
        f"SELECT DISTINCT ccode1, ccode2 FROM {measured('alliances', f'year = {year} AND atop_any = 1')}"
    )
    rival = rows(f"SELECT ccode1, ccode2 FROM {measured('rivalries', f'year = {year}')}")
    signs = {}
    for sign, pairs in (("+", allied), ("-", rival)):
        for a, b in pairs:
            signs.setdefault(frozenset((a, b)), set()).add(sign)
    out = []
    for pair, found in signs.items():
        if len(found) == 1 and len(pair & {one, two}) == 1:
            a, b = (names.get(c, f"c{c}") for c in sorted(pair))
            entry = fact(year, id=f"{a}-{b}", a=a, b=b, sign=next(iter(found)), kind="x")
            out.append(Tie(**entry, since=date(year, 1, 1)))
    return {"ties": tuple(out)}


def pacts(one, two, year):
    names = {one: "one", two: "two"}
    entries = rows(
        f"SELECT member, atopid, min(yrent) FROM {Tables()['atop-member']} "
        f"WHERE member IN ({one}, {two}) GROUP BY ALL"
    )
    inside = [{t for m, t, since in entries if m == c and since <= year} for c in (one, two)]
    joint = inside[0] & inside[1]
    out = []
    for member, treaty, entered in entries:
        if treaty not in joint and entered <= year:
            a = names[member]
            entry = fact(year, id=f"{a}-{treaty}", a=a, b=f"t{a}{treaty}", sign="+", kind="x")
            out.append(Tie(**entry, pact=True, since=date(entered, 6, 30)))
    return {"ties": tuple(out)}


def dependence(one, two, year):
    trade = rows(
        f"SELECT flow1 + flow2 FROM {measured('trade', f'year = {year} AND ccode1 = {one} AND ccode2 = {two}')}"
    )
    totals = per_state("trade-totals", "imports + exports", one, two, year)
    if not trade or trade[0][0] is None or len(totals) < 2:
        return {"dependence": ()}
    return {
        "dependence": tuple(
            Dependence(
                **fact(year, id=a, actor=a, on=b, label="x", share=number(trade[0][0] / totals[a]))
            )
            for a, b in (("one", "two"), ("two", "one"))
        )
    }


def influence(one, two, year):
    names = {one: "one", two: "two"}
    found = rows(
        "SELECT ccode1, ccode2, influence FROM "
        f"{measured('influence', f'year = {year} AND ccode1 IN ({one}, {two})')}"
    )
    return {
        "influence": tuple(
            Influence(
                **fact(
                    year, id=f"{a}-{b}", by=names[a], on=names.get(b, f"c{b}"), measured=number(v)
                )
            )
            for a, b, v in found
        )
    }


def institutions(one, two, year):
    where = f"year = {year} AND ccode1 = {one} AND ccode2 = {two}"
    shared = rows(f"SELECT dyadigos FROM {measured('igos', where)}")
    held = per_state("igo-memberships", "sum_igo_full", one, two, year)
    joined = rows(f"SELECT milinst FROM {measured('treaty-institutions', where)}")
    if not shared or len(held) < 2:
        return {"institutions": None}
    return {
        "institutions": Institutions(
            **fact(
                year,
                shared_memberships=number(min(1, shared[0][0] / min(held.values()))),
                military_coordination=number(joined[0][0] if joined else 0),
            )
        )
    }


CODERS = {
    "rivalry-legacy": legacy,
    "shared-threat": threats,
    "preference-distance": preferences,
    "regime-distance": regimes,
    "power-status": standing,
    "coalition-change": governments,
    "structural-balance": ties,
    "outside-alliances": pacts,
    "interdependence": dependence,
    "sphere-of-influence": influence,
    "institutions": institutions,
}


def coded(lens, one, two, year):
    """The case that an analyst with the data alone would write for one lens."""
    frame = load("anglo-japanese-1905")
    sections = CODERS[lens](one, two, year)
    third = {f"c{c}" for (c,) in rows(f"SELECT DISTINCT ccode FROM {Tables()['cow-states']}")}
    third |= {t.b for t in sections.get("ties", ())} - {"one", "two"}
    kinds = {name: "state" for name in ("one", "two")} | {
        name: "organisation" if name.startswith("t") else "state" for name in third - {"one", "two"}
    }
    actors = tuple(Actor(**fact(year, id=n, name=n, kind=k)) for n, k in kinds.items())
    partners = frame.partnership.model_copy(update={"members": ("one", "two")})
    return frame.model_copy(
        update={"as_of": date(year, 12, 31), "partnership": partners, "actors": actors, **sections}
    )


def test_every_lens_with_a_history_has_a_coder_here():
    assert set(CODERS) | EVENTS == {name for name, lens in lenses().items() if lens.history}
    assert set(CODERS) == set(
        lenses_with_history()
    )  # what the user's own files feed is not learned


@pytest.mark.parametrize("name", CODERS)
def test_the_two_faces_are_one_quantity(name, real_store):
    lens, compared = lenses()[name], 0
    for one, two, year in DYADS:
        found = dyad_series(lens, (min(one, two), max(one, two))).at(year)
        case = coded(name, min(one, two), max(one, two), year)
        reading = lens.read(case, Draws(np.random.default_rng(1), 2))
        if found is None or isinstance(reading, NoEvidence):
            silent_by_rule = name == "shared-threat" and found is not None and found <= 0
            assert found is None or silent_by_rule or name in OF_TREATIES, (one, two, year, found)
            assert isinstance(reading, NoEvidence) or found is None
            continue
        assert reading.value == pytest.approx(found, abs=2e-3), (one, two, year)
        compared += 1
    assert compared >= 4


@pytest.mark.parametrize("name", CODERS)
def test_values_are_on_the_scale_of_the_card_and_never_twice(name, real_store):
    low, high = lenses()[name].card.range
    (found,) = rows(
        "SELECT min(value), max(value), count(*), count(DISTINCT (ccode1, ccode2, year)), "
        f"bool_and(ccode1 < ccode2) FROM {lens_table(lenses()[name])}"
    )
    assert low <= found[0] <= found[1] <= high
    assert found[2] == found[3]
    assert found[4]


@pytest.mark.parametrize("name", sorted(EVENTS))
def test_the_ledger_and_event_counts_are_one_quantity(name, shared, tmp_path, monkeypatch):
    """A ledger of as many deeds as there were events, each worth as much, reads the same."""
    packed = shared / "events" / "series" / "icews_dyad_year_quad_2002_2010.csv.gz"
    text = gzip.decompress(packed.read_bytes())
    monkeypatch.setenv("DETENTE_HOME", str(tmp_path / "home"))
    list(pull.pull([sources()["icews-quads"]], packed.parent))
    list(pull.pull([sources()["cow-states"]], shared))
    lens = lenses()[name]
    counts = {
        (r["source"], r["target"], int(r["year"])): r
        for r in csv.DictReader(io.StringIO(text.decode()))
    }
    for one, two, codes in (("USA", "RUS", (2, 365)), ("GBR", "FRA", (200, 220))):
        for year in (2002, 2006, 2010):
            deeds = _deeds(counts.get((one, two, year)), "one", "two", year)
            deeds += _deeds(counts.get((two, one, year)), "two", "one", year)
            case = load("anglo-japanese-1905")
            partners = case.partnership.model_copy(update={"members": ("one", "two")})
            coded_case = case.model_copy(update={"partnership": partners, "ledger": tuple(deeds)})
            reading = lens.read(coded_case, Draws(np.random.default_rng(1), 2))
            assert reading.value == pytest.approx(dyad_series(lens, codes).at(year), abs=1e-9)


def _deeds(row, giver, receiver, year):
    kinds = {
        "verbCoop": ("verbal", "cooperation"),
        "matlCoop": ("material", "cooperation"),
        "verbConf": ("verbal", "conflict"),
        "matlConf": ("material", "conflict"),
    }
    return [
        Deed(
            **fact(year, id=f"{giver}-{key}-{k}", giver=giver, receiver=receiver, what="x"),
            date=date(year, 6, 30),
            kind=kind,
            valence=valence,
            cost=number(0),
            value=number(100),
        )
        for key, (kind, valence) in kinds.items()
        for k in range(int(row[key]) if row else 0)
    ]

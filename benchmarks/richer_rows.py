"""Covariates beyond those of the learned hazards, for `ceiling.py`.

Every value is one that was known when the row's year began: a measure of the year before less the
delay of its sources, events of earlier years, and treaties and rivalries of the year before.
"""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from scipy.sparse import csr_matrix

from detente.data import store
from detente.data.as_of import years_back
from detente.history.dyad_years import Definition, partnership_years
from detente.history.events import events
from detente.history.rows import Rows
from detente.panel.seams import carried, inherited_pairs, legacies
from detente.panel.tables import Tables
from detente.registry import measures, sources

KINDS = ("force", "incident", "rivalry", "strain", "opposition", "crisis", "suspension", "rupture")
LEARNED = (  # covariates of the learned hazards of `detente hazards` that the ladder has not
    "ruptures in ten years",
    "dispute in five years",
    "log age of the tie",
    "log members of the smallest treaty",
    "share of the strongest",
    "largest change of power in five years",
    "range of polyarchy",
    "largest change of polity in three years",
    "changes of regime",
    "irregular changes of leader",
    "civil conflict",
    "mean threat",
    "quarrels of the more quarrelsome",
    "quarrels of the less quarrelsome",
    "quarrels in all",
    "shared rivals",
    "rivals allied to the other",
    "distance of ideal points",
    "likeness of alliances, S",
    "log shared organisations",
    "log trade",
    "new treaties with others in three years",
)
FIRST, LAST = 1700, 2012  # years of events and rows
CODES, LINKS = 1000, 10  # COW codes; years in which a rupture counts for the network
WITH_OTHERS = (  # kinds, and years of the decay
    ("force", 5),
    ("force", 20),
    ("incident", 5),
    ("incident", 20),
    ("rivalry", 20),
    ("strain", 20),
)
Columns = dict[str, np.ndarray]


def richer(rows: Rows) -> Rows:
    """Rows with 66 more covariates."""
    past = {kind: pair_events(kind) for kind in KINDS}
    columns = (
        learned(rows)
        | clocks(rows, past)
        | quarrels_with_others(rows, past)
        | of_states(rows)
        | of_pairs(rows)
        | networks(rows, past["rupture"])
    )
    x = np.column_stack([rows.x, *columns.values()])
    return replace(rows, names=(*rows.names, *columns), x=x)


def fetch(sql: str, *names: str) -> list[np.ndarray]:
    """Columns of a query: whole numbers, or floats that are NaN where nothing is known."""
    with store.database("richer rows") as connection:
        got = connection.execute(sql).fetchnumpy()
    floats = [np.ma.filled(np.ma.asarray(got[name], dtype=float), np.nan) for name in names]
    return [f.astype(int) if np.isfinite(f).all() and (f % 1 == 0).all() else f for f in floats]


def at(key: np.ndarray, value: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """Value at each wanted key, NaN where there is none."""
    order = np.argsort(key)
    key, value = key[order], value[order]
    place = np.clip(np.searchsorted(key, wanted), 0, key.size - 1)
    return np.where(key[place] == wanted, value[place], np.nan)


def learned(rows: Rows) -> Columns:
    full, _ = partnership_years(Tables(), Definition(margin=2, names=LEARNED))
    key, wanted = full.unit * 10_000 + full.year, rows.unit * 10_000 + rows.year
    return {name: at(key, full.x[:, j], wanted) for j, name in enumerate(full.names)}


def pair_events(kind: str) -> tuple[np.ndarray, np.ndarray]:
    """Unit and year of all events of a kind, those of predecessor states included."""
    tables, year = Tables(), "begin AS year" if kind == "rivalry" else "year"
    sql = (
        f"WITH {events(tables)}, {legacies()}, chosen AS (SELECT ccode1, ccode2, {year} FROM {kind}"
        f"), pairs AS ({inherited_pairs('chosen')}) SELECT DISTINCT ccode1 * 1000 + ccode2 AS unit,"
        f" year FROM pairs WHERE year > {FIRST} AND year < {LAST} ORDER BY 1, 2"
    )
    unit, when = fetch(sql, "unit", "year")
    return unit, when


def since(unit: np.ndarray, year: np.ndarray, who: np.ndarray, now: np.ndarray) -> np.ndarray:
    """Years since the last event of a unit before a year, NaN without one."""
    key = np.sort(unit * 10_000 + year)
    place = np.searchsorted(key, who * 10_000 + now) - 1
    last = key[np.maximum(place, 0)]
    return np.where((place >= 0) & (last // 10_000 == who), now - last % 10_000, np.nan)


def decayed(
    unit: np.ndarray, year: np.ndarray, years: float
) -> Callable[[np.ndarray, np.ndarray], np.ndarray]:
    """Sum over a unit's events before a year of exp(-age / years), as a function of both."""
    units, place = np.unique(unit, return_inverse=True)
    count = np.zeros((units.size, LAST - FIRST + 1))
    np.add.at(count, (place, year - FIRST), 1.0)
    total = np.zeros_like(count)
    for y in range(1, total.shape[1]):
        total[:, y] = (total[:, y - 1] + count[:, y - 1]) * np.exp(-1 / years)

    def read(who: np.ndarray, now: np.ndarray) -> np.ndarray:
        row = np.clip(np.searchsorted(units, who), 0, units.size - 1)
        return np.where(units[row] == who, total[row, now - FIRST], 0.0)

    return read


def clocks(rows: Rows, past: dict) -> Columns:
    """Between the two: how long ago, and how often."""
    columns = {
        f"log years since {kind}": np.log1p(since(*past[kind], rows.unit, rows.year))
        for kind in ("force", "incident", "rivalry")
    }
    often = ("force", "incident", "rivalry", "suspension", "opposition", "crisis")
    columns |= {f"{k} between": decayed(*past[k], 20)(rows.unit, rows.year) for k in often}
    for kind in ("opposition", "crisis"):  # not listed in full before
        columns[f"{kind} between"] = np.where(rows.year >= 1946, columns[f"{kind} between"], np.nan)
    return columns


def quarrels_with_others(rows: Rows, past: dict) -> Columns:
    """Of each side with all others: the more and the less quarrelsome of the two."""
    columns = {}
    for kind, years in WITH_OTHERS:
        unit, year = past[kind]
        own = decayed(unit, year, years)(rows.unit, rows.year)
        of = decayed(np.concatenate([unit // CODES, unit % CODES]), np.tile(year, 2), years)
        sides = [of(code, rows.year) - own for code in (rows.unit // CODES, rows.unit % CODES)]
        for word, pick in (("most", np.maximum), ("least", np.minimum)):
            columns[f"{kind} with others, {years} y, {word}"] = np.log1p(
                np.maximum(pick(*sides), 0)
            )
    return columns


def delay(measure: str) -> int:
    return years_back(sources()[s] for s in measures()[measure].card.sources)


def sides(rows: Rows, measure: str, *names: str) -> list[np.ndarray]:
    """Values of both states as known when the year began, shape (2, n), by name."""
    sql = f"SELECT ccode, year, {', '.join(names)} FROM ({carried(measures()[measure], Tables())})"
    code, year, *values = fetch(sql, "ccode", "year", *names)
    key = code * 10_000 + year + delay(measure)
    both = [c * 10_000 + rows.year for c in (rows.unit // CODES, rows.unit % CODES)]
    return [np.array([at(key, value, wanted) for wanted in both]) for value in values]


def of_states(rows: Rows) -> Columns:
    """Power as ratio and product, arms, regimes, wealth, time since leader and regime changed."""
    cinc, spent, soldiers, people = sides(rows, "capabilities", "cinc", "milex", "milper", "tpop")
    (polity,) = sides(rows, "regime", "polity2")
    (wealth,) = sides(rows, "wealth", "mrgdppc")
    columns = {"soldiers per head": (soldiers / people).max(axis=0)}
    for name, pair in (("power", cinc), ("military spending", spent)):
        logs = np.log(pair + 1e-6)
        columns[f"log ratio of {name}"] = np.abs(logs[0] - logs[1])
        columns[f"log product of {name}"] = logs.sum(axis=0)
    for name, pair in (("polity", polity), ("log wealth", np.log(wealth))):
        columns |= {f"lowest {name}": pair.min(axis=0), f"highest {name}": pair.max(axis=0)}
    return columns | {
        f"log years since {column}": newest(rows, measure, column)
        for measure, column in (("leaders", "leader_change"), ("coalitions", "regime_change"))
    }


def newest(rows: Rows, measure: str, column: str) -> np.ndarray:
    """Log years since the latest change in either state."""
    changed = f"({carried(measures()[measure], Tables())}) WHERE {column} = 1"
    code, year = fetch(f"SELECT ccode, year FROM {changed}", "ccode", "year")
    known = year + delay(measure) - 1
    ago = [since(code, known, c, rows.year) for c in (rows.unit // CODES, rows.unit % CODES)]
    return np.log1p(np.fmin(*ago))


def between(rows: Rows, measure: str, *names: str, earlier: int = 0) -> list[np.ndarray]:
    """Values of the two states together as known when the year began, or some years before."""
    table = carried(measures()[measure], Tables())
    sql = f"SELECT ccode1, ccode2, year, {', '.join(names)} FROM ({table})"
    one, two, year, *values = fetch(
        f"{sql} WHERE ccode1 < ccode2", "ccode1", "ccode2", "year", *names
    )
    key = (one * CODES + two) * 10_000 + year + delay(measure) + earlier
    return [at(key, value, rows.unit * 10_000 + rows.year) for value in values]


def of_pairs(rows: Rows) -> Columns:
    """Change of the distance in votes, dependence on trade, kind of border."""
    (now,) = between(rows, "un-distance", "ideal_distance")
    (before,) = between(rows, "un-distance", "ideal_distance", earlier=5)
    traded = sum(between(rows, "trade", "flow1", "flow2"))
    whole = sum(sides(rows, "trade-totals", "imports", "exports")).min(axis=0)
    (border,) = between(rows, "contiguity", "conttype")
    return {
        "change of the distance of ideal points in five years": now - before,
        "log dependence on trade": np.log(1e-4 + traded / whole),
        "kind of border": np.where(np.isfinite(border), border, 6),
    }


def yearly(measure: str, where: str) -> dict[int, csr_matrix]:
    """Symmetric links of all states by year."""
    table = measures()[measure].query(Tables())
    sql = f"SELECT DISTINCT ccode1, ccode2, year FROM ({table}) WHERE {where}"
    one, two, year = fetch(sql, "ccode1", "ccode2", "year")
    return {int(y): links(one[year == y], two[year == y]).sign() for y in np.unique(year)}


def links(one: np.ndarray, two: np.ndarray) -> csr_matrix:
    ends = np.concatenate([one, two]), np.concatenate([two, one])
    return csr_matrix((np.ones(2 * one.size), ends), shape=(CODES, CODES))


def networks(rows: Rows, ruptures: tuple[np.ndarray, np.ndarray]) -> Columns:
    """Allies and rivals of both, and quarrels of one with allies and neighbours of the other."""
    anyone = "atop_defense + atop_consul + atop_neutral + atop_nonagg > 0"
    allies, defence = yearly("alliances", anyone), yearly("alliances", "atop_defense = 1")
    rivals, near = yearly("rivalries", "true"), yearly("contiguity", "conttype = 1")
    columns: Columns = {}
    for year in np.unique(rows.year).tolist():
        here = np.flatnonzero(rows.year == year)
        a, d, r, n = (
            m.get(year - 1, links(*np.empty((2, 0), int))) for m in (allies, defence, rivals, near)
        )
        recent = (ruptures[1] < year) & (ruptures[1] >= year - LINKS)
        q = links(ruptures[0][recent] // CODES, ruptures[0][recent] % CODES)
        for name, values in network(a, d, r, n, q, rows.unit[here]).items():
            columns.setdefault(name, np.full(rows.year.size, np.nan))[here] = np.log1p(values)
    return columns


def network(a, d, r, n, q, unit: np.ndarray) -> Columns:
    """Counts of one year: allies, defence, rivals, neighbours and quarrels as matrices."""
    one, two = unit // CODES, unit % CODES
    both = {"allies": a @ a, "defence": d @ d}
    across = {
        "rivals allied to the other": r @ d,
        "quarrels with allies": q @ d,
        "quarrels with neighbours": q @ n,
    }
    columns = {f"shared {name}": np.asarray(m[one, two]).ravel() for name, m in both.items()}
    columns |= {
        f"{name}, by defence": np.asarray((m + m.T)[one, two]).ravel() for name, m in across.items()
    }
    for name, m in (("allies", a), ("rivals", r)):
        count = np.asarray(m.sum(axis=1)).ravel()
        columns |= {
            f"most {name}": np.maximum(count[one], count[two]),
            f"least {name}": np.minimum(count[one], count[two]),
        }
    return columns

"""Change points on real and simulated series: known turns, false alarms, priors, speed.

    DETENTE_HOME=STORE uv run python benchmarks/change_points.py [--pairs N] [--fast]

The store must hold gdelt-dyad-months, gdelt-world-months and icews-conflict-months and the sources
of `QUIET`. Without --fast all pairs are looked at, which takes minutes.
"""

import argparse
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise
from time import process_time

import numpy as np

from detente.data import store
from detente.document.pulse import ChangeMeasure
from detente.events.changes import measure_segments
from detente.events.series import MonthlySeries
from detente.events.stored_series import stored_series
from detente.methods.change_points import (
    ChangePoint,
    filtered_changes,
    reported_changes,
    smoothed_changes,
)
from detente.methods.segments import Segments, joint_segments, level_segments, share_segments
from detente.panel.state_codes import cow_codes
from detente.registry import sources
from detente.states.states import all_states, resolve

GDELT, ICEWS = "gdelt-dyad-months", "icews-conflict-months"
TURNS = (
    (GDELT, "RUS", "USA", "2022-02"),
    (GDELT, "CHN", "IND", "2020-05"),
    (GDELT, "AUS", "CHN", "2020-04"),
    (GDELT, "QAT", "SAU", "2021-01"),
    (GDELT, "ARM", "RUS", "2020-12"),
    (GDELT, "ISR", "TUR", "2023-11"),
    (GDELT, "DEU", "RUS", "2022-04"),
    (ICEWS, "RUS", "USA", "1998-12"),
    (ICEWS, "RUS", "USA", "2001-04"),
    (ICEWS, "RUS", "USA", "2003-06"),
)
# Treaty partners of 2018, or at warm peace or in a security community from 2015 to 2020, without a
# rivalry, dispute or sanction since 1990 and without Russia and Ukraine, whose war changed the
# relations of all that took a side. Nothing of this is drawn from events of 2018 to 2024.
QUIET = """
WITH pair AS ({pairs}),
peace AS (SELECT least(ccode1, ccode2) AS one, greatest(ccode1, ccode2) AS two,
    min(peacelevel) AS lowest
  FROM {peace-dyadyear} WHERE year >= 2015 GROUP BY ALL),
partners AS (SELECT least(ccode1, ccode2) AS one, greatest(ccode1, ccode2) AS two
  FROM {atop-dyadyear} WHERE year = 2018),
hostile AS (
  SELECT ccode1 AS one, ccode2 AS two FROM {tss-rivalries} WHERE "end" >= 1990
  UNION ALL SELECT ccode1, ccode2 FROM {cow-dyadyear} WHERE year >= 1990 AND cowmidongoing = 1
  UNION ALL SELECT primarysender, targetstate FROM {ties-sanctions} WHERE startyear >= 1990
  UNION ALL SELECT sender1, targetstate FROM {ties-sanctions} WHERE startyear >= 1990)
SELECT one, two FROM pair LEFT JOIN peace USING (one, two)
WHERE months >= 48 AND one NOT IN (365, 369) AND two NOT IN (365, 369)
  AND coalesce(lowest, 0.75) >= 0.75
  AND (lowest IS NOT NULL OR (one, two) IN (SELECT (one, two) FROM partners))
  AND (one, two) NOT IN (SELECT (least(one, two), greatest(one, two)) FROM hostile
    WHERE one IS NOT NULL AND two IS NOT NULL)
ORDER BY one, two
"""
PAIRS = """
SELECT least(a.ccode, b.ccode) AS one, greatest(a.ccode, b.ccode) AS two, count(*) AS months,
  list(month ORDER BY month) AS month, list(net ORDER BY month) AS net,
  list(gross ORDER BY month) AS gross
FROM {gdelt-dyad-months} JOIN {codes} a ON a.iso3 = iso3a AND a.year = month // 100
JOIN {codes} b ON b.iso3 = iso3b AND b.year = month // 100 GROUP BY ALL ORDER BY 1, 2
"""
BUSY = """
SELECT least(source, target), greatest(source, target) FROM {icews-conflict-months}
GROUP BY ALL HAVING sum({conflict}) >= 100 ORDER BY ALL
"""
Models = Callable[[MonthlySeries], dict[ChangeMeasure, Segments]]
Reported = dict[ChangeMeasure, tuple[ChangePoint, ...]]


def rows(sql: str) -> list[tuple]:
    """Rows of SQL in which {ID} is a source."""
    for name in sources():
        if "{" + name + "}" in sql:
            sql = sql.replace("{" + name + "}", store.query(sources()[name]))
    with store.database("the store") as connection:
        return connection.execute(sql.replace("{codes}", cow_codes())).fetchall()


def all_pairs() -> dict[tuple[int, int], MonthlySeries]:
    """All pairs of the GDELT series, read at once."""
    like = stored_series(GDELT, 2, 365)
    first, found = like.months[0].astype(int), {}
    for one, two, _, month, net, gross in rows(PAIRS):
        at = np.array([12 * (m // 100 - 1970) + m % 100 - 1 - first for m in month])
        sums = np.full((2, like.months.size), np.nan)
        sums[:, at] = np.array([net, gross])
        found[one, two] = replace(
            like,
            one=one,
            two=two,
            conflict=np.maximum((sums[1] - sums[0]) / 2, 0),
            cooperation=np.maximum((sums[1] + sums[0]) / 2, 0),
        )
    return found


def reported(
    series: MonthlySeries, models: Models = measure_segments, every: float = 60.0, **rule: float
) -> Reported:
    """By measure; as `changes` does it, but for gaps, of which these series have none."""
    return {
        name: reported_changes(filtered_changes(segments, every=every), **rule)
        for name, segments in models(series).items()
    }


def distinct(found: Reported) -> list[ChangePoint]:
    """Changes of all measures; those within two months of an earlier one are the same."""
    kept: list[ChangePoint] = []
    for point in sorted((p for ps in found.values() for p in ps), key=lambda p: p.known):
        if all(abs(point.began - other.began) > 2 for other in kept):
            kept.append(point)
    return kept


def turns() -> list[tuple[str, MonthlySeries, int]]:
    found = []
    for name, one, two, month in TURNS:
        states = [resolve(code, date.fromisoformat(f"{month}-01")).ccode for code in (one, two)]
        series = stored_series(name, *states)
        at = int((np.datetime64(month) - series.months[0]).astype(int))
        found.append((f"{one}-{two} {month}", series, at))
    return found


def highest(series: MonthlySeries, at: int, every: float = 60.0) -> Iterator[str]:
    """By measure: highest filtered probability ever given to the month and its neighbours."""
    for name, segments in measure_segments(series).items():
        near = filtered_changes(segments, every=every).last[:, at - 1 : at + 2].sum(axis=1)
        late = smoothed_changes(segments, every=every)[at - 1 : at + 2].sum()
        yield f"{name} {near.max():.2f} in {series.months[near.argmax()]} (hindsight {late:.2f})"


def show_turns() -> None:
    print(
        "## Known turns: reported (measure, began, known, p), and the highest filtered probability"
    )
    for label, series, at in turns():
        hits = [
            f"{name} {series.months[p.began]} known {series.months[p.known]} p {p.probability:.2f}"
            for name, points in reported(series).items()
            for p in points
            if abs(p.began - at) <= 1
        ]
        print(f"{label}: {'; '.join(hits) or 'NOT REPORTED'}")
        print("    highest:", "; ".join(highest(series, at)))


def rate(pairs: list[MonthlySeries], **how) -> str:
    """Changes per pair-year by measure and together."""
    found = [reported(series, **how) for series in pairs]
    years = sum(series.months.size for series in pairs) / 12
    single = {m: sum(len(f.get(m, ())) for f in found) / years for m in found[0]}
    together = sum(len(distinct(f)) for f in found) / years
    parts = ", ".join(f"{m} {r:.3f}" for m, r in single.items())
    return f"{together:.3f} ({parts})"


def hits(seen: list[tuple[str, MonthlySeries, int]], **how) -> str:
    """1 for each known turn that is reported, else 0."""
    return "".join(
        str(int(any(abs(p.began - at) <= 1 for ps in reported(s, **how).values() for p in ps)))
        for _, s, at in seen
    )


def models_with(**options) -> Models:
    """The models of `measures` with other dispersions."""

    def models(series: MonthlySeries) -> dict[ChangeMeasure, Segments]:
        rho = options.get("correlation")
        theta = {k: v for k, v in options.items() if k != "correlation"}
        found: dict[ChangeMeasure, Segments] = {
            "level of conflict": level_segments(series.conflict, series.world, **theta)
        }
        if series.cooperation is not None:
            whole = series.conflict + series.cooperation
            share = {} if rho is None else {"correlation": rho}
            found["balance"] = share_segments(series.cooperation, whole, **share)
            found["conflict and cooperation"] = joint_segments(
                found["level of conflict"],
                level_segments(series.cooperation, series.world, **theta),
            )
        return found

    return models


VARIANTS: dict[str, dict] = {
    "as it is": {},
    "one change in 30 months": {"every": 30.0},
    "one change in 120 months": {"every": 120.0},
    "reported at once": {"held": 1},
    "reported after three months": {"held": 3},
    "reported from .8": {"least": 0.8},
    "reported from .95": {"least": 0.95},
    "dispersion in steps of 4": {"models": models_with(dispersion=4.0 ** -np.arange(7))},
    "dispersion in steps of 1.4": {
        "models": models_with(dispersion=2.0 ** -np.arange(0, 12.1, 0.5))
    },
    "dispersion 1/64 for all": {"models": models_with(dispersion=[2.0**-6])},
    "correlation .1 for all": {"models": models_with(correlation=[0.1])},
    "prior rate 1 in 100": {"models": models_with(scale=0.01)},
}


def without_short_months(pairs: list[MonthlySeries]) -> list[MonthlySeries]:
    """Months with fewer than 20 days as gaps."""
    short = pairs[0].days < 20
    blank = [np.where(short, np.nan, s.conflict) for s in pairs]
    return [replace(s, conflict=c) for s, c in zip(pairs, blank, strict=True)]


def simulated(rng: np.random.Generator, step: float, phi: float, sd: float) -> MonthlySeries:
    """74 months of counts that are not of the model: negative binomial, rates that wander.

    The log of each rate is an autoregressive process; month 37 on, conflict is ``step`` times as
    frequent.
    """
    like = empty_series()
    n = like.months.size
    noise = rng.normal(0, sd * np.sqrt(1 - phi**2), (2, n))
    noise[:, 0] = rng.normal(0, sd, 2)
    for t in range(1, n):
        noise[:, t] += phi * noise[:, t - 1]
    mean = np.array([[60.0], [200.0]]) * np.exp(noise - sd**2 / 2)
    mean[0, n // 2 :] *= step
    counts = rng.negative_binomial(4, 4 / (4 + mean)).astype(float)
    return replace(like, conflict=counts[0], cooperation=counts[1], world=np.full(n, 1e6))


def empty_series() -> MonthlySeries:
    """74 months without counts."""
    n = 74
    return MonthlySeries(
        feed="simulated", label="", one=2, two=365, unit="events", quads=None,
        months=np.arange(np.datetime64("2018-01"), np.datetime64("2018-01") + n),
        cooperation=None, conflict=None, world=np.full(n, 1e6), days=np.full(n, 30),
        length=np.full(n, 30), gap=np.zeros(n, dtype=bool),
    )  # fmt: skip


def show_icews(number: int) -> None:
    """Pairs with 100 events and more in 15 years."""
    busy = rows(BUSY.replace("{conflict}", " + ".join(f"root{n}" for n in range(10, 21))))
    draw = np.random.default_rng(24).choice(len(busy), number, replace=False)
    abbreviations = {s.cow_abb: s.ccode for s in all_states(date(2005, 1, 1))}
    series = [stored_series(ICEWS, *(abbreviations[a] for a in busy[i])) for i in draw]
    print(
        f"## Changes per pair-year: ICEWS, {number} of {len(busy)} pairs with 100 events and more"
    )
    print(rate(series))


def show_simulated() -> None:
    print("## Simulated, 200 series of 74 months each, negative binomial of size 4")
    for phi, sd in ((0.0, 0.0), (0.0, 0.5), (0.5, 0.5), (0.8, 0.5), (0.95, 0.5)):
        rng = np.random.default_rng(24)
        still = [simulated(rng, 1, phi, sd) for _ in range(200)]
        print(f"stationary, autocorrelation {phi}, sd {sd}: {rate(still)} false alarms a year")
    for step in (2, 4, 10):
        rng = np.random.default_rng(24)
        moved = [simulated(rng, step, 0.5, 0.5) for _ in range(200)]
        seen = np.mean([any(abs(p.began - 37) <= 1 for p in distinct(reported(s))) for s in moved])
        print(f"conflict {step} times as frequent from month 37 on: reported in {seen:.2f}")


def show_calibration() -> None:
    """Series from the model itself: how often what is said comes true."""
    print("## From the model (rates of a gamma of shape .5, one change in 20 months, 400 series)")
    rng, n, said, true = np.random.default_rng(24), 74, [], []
    for _ in range(400):
        begins = np.cumsum(3 + rng.geometric(1 / 18, n // 3) - 1)
        rates = rng.gamma(0.5, 0.02, n)[np.searchsorted(begins, np.arange(n), side="right")]
        level = level_segments(
            rng.poisson(rates * 1000), np.full(n, 1e3), dispersion=(1.0,), shape=0.5, scale=0.01
        )
        said.extend(filtered_changes(level, every=20.0).recent(3))
        true.extend(np.isin(np.arange(n)[:, None] - np.arange(3), begins).any(axis=1))
    edges = (0, 0.02, 0.1, 0.3, 0.5, 0.7, 0.9, 0.98, 1.01)
    p, y = np.array(said), np.array(true)
    for low, high in pairwise(edges):
        among = (p >= low) & (p < high)
        print(f"said {p[among].mean():.3f} came true {y[among].mean():.3f} ({among.sum()} months)")


def show_speed() -> None:
    print("## Seconds of the processor, filtered and smoothed")
    rng = np.random.default_rng(1)
    for n in (74, 180, 540):
        y, c = rng.gamma(2, 200, n), rng.gamma(2, 600, n)
        level = level_segments(y, np.full(n, 1e6))
        models = {
            "level": level,
            "share": share_segments(y, y + c),
            "joint": joint_segments(level, level_segments(c, np.full(n, 1e6))),
        }
        for name, segments in models.items():
            clock = [process_time()]
            for work in (filtered_changes, smoothed_changes):
                work(segments)
                clock.append(process_time())
            print(f"{n} months, {name}: {clock[1] - clock[0]:.3f}, {clock[2] - clock[1]:.3f}")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--pairs", type=int, default=200)
    parser.add_argument("--fast", action="store_true", help="not all pairs, no variants")
    options = parser.parse_args()
    show_speed()
    show_turns()
    pairs = all_pairs()
    quiet = rows(QUIET.replace("{pairs}", PAIRS))
    rng = np.random.default_rng(24)
    draw = rng.choice(len(quiet), options.pairs, replace=False)
    calm = [pairs[quiet[i]] for i in draw]
    some = [list(pairs.values())[i] for i in rng.choice(len(pairs), options.pairs, replace=False)]
    print(f"## Changes per pair-year: {options.pairs} of {len(quiet)} quiet pairs")
    print(rate(calm))
    show_icews(options.pairs)
    show_calibration()
    show_simulated()
    if options.fast:
        return
    seen = turns()
    print(f"## Variants: turns reported of {len(seen)}, rate of quiet pairs, of {len(some)} others")
    for name, how in VARIANTS.items():
        print(f"{name}: {hits(seen, **how)}; {rate(calm, **how)}; {rate(some, **how)}", flush=True)
    short = {"quiet": without_short_months(calm), "others": without_short_months(some)}
    print("months under 20 days as gaps:", "; ".join(rate(s) for s in short.values()))
    print(f"## All {len(pairs)} pairs: {rate(list(pairs.values()))}")


if __name__ == "__main__":
    main()

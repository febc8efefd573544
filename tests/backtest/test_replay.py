"""Rolling origins on simulated units: no hindsight, known skill, baselines by hand, Dask."""

import ast
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from detente.backtest import challengers, models, reliability, replay, report, scores
from detente.backtest.models import BASE, MAIN, RECENCY
from detente.backtest.populations import TARGETS, Population
from detente.cache import FITS
from detente.errors import DataError
from detente.history.covariates import RIVAL, TREATY
from detente.history.landmark import AHEAD, LandmarkSettings
from detente.history.rows import Rows

NAMES = ("log age", "strife", "x", TREATY, RIVAL)
TRUTH = 1.2  # log-odds of one x


def units(seed=1, n=700):
    """Pairs begun 1900-1990 whose yearly hazard is .03 and e-fold by x, seen to 2010."""
    rng = np.random.default_rng(seed)
    x, begin, table = rng.normal(size=n), rng.integers(1900, 1990, n), []
    for unit in range(n):
        life = int(rng.geometric(min(0.03 * np.exp(TRUTH * x[unit]), 0.9)))
        stop = begin[unit] + life
        for year in range(begin[unit] + 1, min(stop, 2010) + 1):
            row = (np.log1p(year - begin[unit]), rng.normal(), x[unit], 1.0, 0.0)
            table.append((unit, year, min(stop, 2010), int(stop <= 2010), *row))
    table = np.array(table)
    keys = dict(zip(("unit", "year", "stop", "cause"), table[:, :4].T.astype(int), strict=True))
    return Rows(**keys, causes=("broken",), names=NAMES, x=table[:, 4:])


def sides(rows):
    return np.where(rows.x[:, 2] > 0, "risky", "calm")


@pytest.fixture(scope="module")
def population():
    return of(units())


def of(rows):
    return Population(
        id="dyads",
        rows=rows,
        protocol=LandmarkSettings(penalty=(1.0, 1.0, 1.0)),
        kind=sides,
        region={},
        age=("log age",),
        recency=("strife",),
        groups={"x": ("x",)},
    )


@pytest.fixture(scope="module")
def forecasts(population):
    return replay.replay(population, range(1990, 2000), (1, 5), jobs=1)


ORIGIN = 1990


@pytest.fixture(scope="module")
def of_origin(population):
    """Forecasts of one year by model."""
    return replay.replay(population, [ORIGIN], (1,), jobs=1)[0].p


@pytest.mark.parametrize("change", ["deleted", "shuffled", "ended at once"])
def test_nothing_after_the_origin_changes_a_forecast(population, of_origin, change):
    rows, year = population.rows, ORIGIN
    late = rows.year > year
    if change == "deleted":
        other = rows.where(~late)
    elif change == "shuffled":
        x = rows.x.copy()
        x[late] = np.random.default_rng(1).permutation(x[late])
        other = replace(rows, x=x)
    else:
        other = replace(
            rows,
            stop=np.where(rows.stop >= year, year, rows.stop),
            cause=np.where(rows.stop >= year, 1, rows.cause),
        )
    after = replay.replay(of(other), [year], (1,), jobs=1)[0].p
    assert of_origin.keys() == after.keys()
    assert len(of_origin) >= 8
    for model in of_origin:
        assert np.array_equal(of_origin[model], after[model]), model


def test_the_truth_is_found_and_beats_its_baselines(forecasts):
    assert forecasts
    for f in forecasts:
        against = scores.brier(f.event, f.p[BASE])
        assert scores.skill(scores.brier(f.event, f.p[MAIN]), against) > 0.02
        assert abs(scores.skill(scores.brier(f.event, f.p[RECENCY]), against)) < 0.03
        found, blind = scores.auc(f.event, f.p[MAIN]), scores.auc(f.event, f.p["without x"])
        assert found > max(0.7, blind + 0.05)  # old pairs have a low x, so age tells some of it
        assert reliability.ece(f.event, f.p[MAIN]) < 0.06
        assert reliability.slope(f.event, f.p[MAIN])[0] == pytest.approx(1, abs=0.35)


def test_every_model_forecasts_every_row(forecasts, population):
    assert forecasts
    wanted = {m.id for m in replay.runnable(population)}
    assert forecasts
    for f in forecasts:
        assert f.p.keys() == wanted
        for p in f.p.values():
            assert p.shape == f.event.shape
            assert ((p >= 0) & (p <= 1)).all()


def test_only_years_whose_end_is_known_are_scored(population):
    last = next(t for t in TARGETS if t.id == "dyad-broken").last
    (found, _) = replay.replay(population, range(2004, 2011), (5,), jobs=1)
    assert found.rows.year.max() == last - 4


def test_base_rate_by_hand():
    """Of rows before 1910 those of 1905 count half of those of 1909 at a half-life of 4."""
    rows = units(n=1)
    table = replace(
        rows.where(np.zeros(4, dtype=int)),
        unit=np.arange(4),
        year=np.array([1905, 1905, 1909, 1909]),
        stop=np.array([1905, 1930, 1930, 1909]),
        cause=np.array([1, 1, 1, 1]),
    ).known(1910)
    found = models._base_rate(table, 1910, 4.0)(table)[0, :, 0]
    half, whole = 0.5 ** (5 / 4), 0.5 ** (1 / 4)
    assert found[0] == pytest.approx((half + whole) / (2 * half + 2 * whole))
    assert found[4] == pytest.approx(0.5)  # five years were over for the first two alone


def test_kaplan_meier_is_the_product_of_yearly_risks(population):
    """Against lifelines on the spells of one class."""
    lifelines = pytest.importorskip("lifelines")
    rows = population.rows
    first = rows.where(np.unique(rows.unit, return_index=True)[1])
    risky = first.where(sides(first) == "risky")
    fitter = lifelines.KaplanMeierFitter().fit(risky.stop - risky.year + 1, risky.cause)
    predict = models._kaplan_meier(population)(rows, 2011)
    young = risky.where(risky.x[:, 0] == np.log1p(1))
    found = predict(young)[0, :, 0]
    assert found == pytest.approx(
        1 - fitter.survival_function_at_times(range(1, AHEAD + 1)).to_numpy(), abs=1e-9
    )


def test_intervals_hold_the_point_and_repeat(forecasts):
    found = report.intervals(forecasts[0], 60)
    assert found == report.intervals(forecasts[0], 60)
    point = scores.auc(forecasts[0].event, forecasts[0].p[MAIN])
    assert found["auc"][0] < point < found["auc"][1]


def test_seldom_fitted_models_see_nothing_newer(population):
    """The fit of 1990 serves to 1999: its forecast of 1993 is the one made from 1990's data."""
    f = replay.replay(population, (1990, 1993), (1,), jobs=1)[0]
    rows = population.rows.known(1990)
    slow = next(m for m in models.models(population) if m.id.startswith("detente-every"))
    wanted = slow.fit(rows, 1990)(f.rows.where(f.rows.year == 1993))[:, 0, 0]
    assert f.p[slow.id][f.rows.year == 1993] == pytest.approx(wanted)


@pytest.mark.filterwarnings("ignore")  # Dask's threads share what lifelines silences
def test_a_dask_cluster_takes_over(population, of_origin):
    distributed = pytest.importorskip("distributed")
    joblib = pytest.importorskip("joblib")
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=False, dashboard_address=None
        ) as cluster,
        distributed.Client(cluster),
        joblib.parallel_config("dask"),
    ):
        shared = replay.replay(population, [ORIGIN], (1,))[0]
    assert of_origin
    for model, p in of_origin.items():
        assert shared.p[model] == pytest.approx(p, abs=1e-9), model


@pytest.mark.parametrize(
    ("years", "horizons", "words"),
    [
        ((2000, 1990), (1,), "the first not after the last"),
        ((1700, 1990), (1,), "1850 to 2018"),
        ((1990, 2000), (0,), "from 1 to 20"),
        ((1990, 2000), (), "from 1 to 20"),
        ((1990, 2000), (21,), "from 1 to 20"),
    ],
)
def test_years_that_make_no_sense(years, horizons, words):
    with pytest.raises(DataError, match=words):
        report.backtest(*years, horizons)


def test_a_stopped_run_goes_on_where_it_was(population, forecasts, empty_store, monkeypatch):
    steps = iter(range(100))

    def stop():
        if next(steps) == 5:
            raise KeyboardInterrupt

    def run(done=lambda: None):
        return replay.replay(population, range(1990, 2000), (1, 5), jobs=1, done=done, resume=True)

    with pytest.raises(KeyboardInterrupt):
        run(stop)
    before = {p.name: p.read_bytes() for p in FITS.folder.glob("*.npz")}
    assert 5 <= len(before) < replay.count_fits(population, range(1990, 2000))
    assert all(name.startswith(replay.fit_key(population.rows)) for name in before)
    fitted = []
    with monkeypatch.context() as patch:
        fit = replay._fitted
        patch.setattr(replay, "_fitted", lambda *given: fitted.append(given) or fit(*given))
        again = run()
    after = {p.name: p.read_bytes() for p in FITS.folder.glob("*.npz")}
    assert before.items() <= after.items()
    assert len(fitted) == len(after) - len(before)
    assert len(after) == replay.count_fits(population, range(1990, 2000))
    for one, two in zip(forecasts, again, strict=True):
        for model, p in one.p.items():
            np.testing.assert_array_equal(p, two.p[model])
    FITS.clear()
    assert not list(FITS.folder.iterdir())


def test_other_rows_have_another_key(population):
    other = replace(population.rows, x=population.rows.x + 1e-9)
    assert replay.fit_key(other) != replay.fit_key(population.rows)


def test_other_code_has_another_key(population, monkeypatch):
    key = replay.fit_key(population.rows)
    monkeypatch.setattr(replay, "CODE", replay.CODE[:-1])
    assert replay.fit_key(population.rows) != key


def test_the_key_covers_all_code_that_a_model_calls():
    """What models import, other than data records, lies in the folders of the key."""
    records = {"records", "errors", "registry"}
    for module in (models, challengers):
        tree = ast.parse(Path(module.__file__).read_text())
        froms = [n.module for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)]
        own = {name.split(".")[1] for name in froms if name.startswith("detente.")}
        assert own
        assert own - records <= set(replay.CODE)

"""Published figures on alliances in war, reproduced from the authors' own replication files."""

import numpy as np
import pytest

from detente.history.hazard import fit_hazard


def test_commitments_honoured_in_war(shared):
    """Berkemeier and Fuhrmann (2018): 50 % overall, 66.3 % to 1944, 22.2 % since, by the rules of
    Leeds, Long and Mitchell; ``sample`` 1 is the period 1816-1944, 0 is 1945-2003."""
    import duckdb

    rows = duckdb.sql(
        f"""SELECT sample, sum(honorLLM), sum(violateLLM)
        FROM '{shared / "alliance_war_reliability_bf2018.parquet"}' GROUP BY 1 ORDER BY 1"""
    ).fetchall()
    (_, late, late_broken), (_, early, early_broken) = rows
    assert (early + late, early + late + early_broken + late_broken) == (73, 146)
    assert early / (early + early_broken) == pytest.approx(0.663, abs=5e-4)
    assert late / (late + late_broken) == pytest.approx(0.222, abs=5e-4)


def test_leeds_and_anac_style_logit(shared):
    """n = 137, 32.1 % violated; odds ratios 3.55 for change of power, 4.02 for change of institutions.

    The article's own table could not be had. These are the controls with which its replication
    file yields both figures: peacetime institutions, formality, original target, wartime treaty.
    """
    import duckdb

    names = ["chcap2d", "dinstch2", "milinst", "formal", "origtar1", "wartime"]
    data = duckdb.sql(
        f"SELECT honor3, {', '.join(names)} FROM '{shared / 'alliance_war_reliability_la2005.parquet'}'"
    ).fetchnumpy()
    violated = 1 - data["honor3"].astype(int)
    x = np.column_stack([np.ones(violated.size), *(data[n].astype(float) for n in names)])
    fit = fit_hazard(x, violated, names=["constant", *names])
    odds = dict(zip(fit.names, np.exp(fit.beta[0]), strict=True))
    assert fit.rows == 137
    assert violated.mean() == pytest.approx(0.321, abs=5e-4)
    assert odds["chcap2d"] == pytest.approx(3.55, abs=0.01)
    assert odds["dinstch2"] == pytest.approx(4.02, abs=0.01)

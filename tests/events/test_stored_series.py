"""Monthly series of the data store: what is missing, what is zero, and what is asked in vain."""

from datetime import date

import numpy as np
import pytest

from detente import registry
from detente.data import pull
from detente.errors import DataError, MissingData, UnknownState
from detente.events.stored_series import available, stored_series

ROOTS = ",".join(f"root{n}" for n in range(10, 21))
FILES = {
    "gdelt2_dyad_month_composite_2018_2024.csv.gz": (
        "month,a,b,net,gross\n201801,RUS,USA,-20,60\n201803,RUS,USA,30,30\n201803,CHN,USA,1,25\n"
    ),
    "gdelt2_world_month_2018_2024.csv": (
        "month,days,world_gross\n201801,31,9000\n201802,27,8000\n201803,31,8500\n201805,9,100\n"
    ),
    "icews_dyad_month_conflict_roots_1991_2005.csv.gz": (
        f"source,target,year,month,{ROOTS}\n"
        "USA,RUS,1991,1,1,2,0,0,0,0,0,0,0,0,0\nRUS,USA,1991,1,4,0,0,0,0,0,0,0,0,0,0\n"
        "AUS,AUL,1991,1,0,0,0,0,0,0,0,0,0,0,9\nRUS,AUL,1991,2,0,0,0,0,0,0,0,0,5,0,0\n"
        "AUL,USA,1991,4,0,0,0,0,0,0,0,0,5,0,0\n"
    ),
}
CARDS = ("gdelt-dyad-months", "gdelt-world-months", "icews-conflict-months")


@pytest.fixture(scope="module")
def small_store(tmp_path_factory):
    """A store pulled from small files of the same layouts."""
    import gzip

    folder = tmp_path_factory.mktemp("files")
    for name, text in FILES.items():
        data = text.encode()
        (folder / name).write_bytes(gzip.compress(data) if name.endswith("gz") else data)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DETENTE_HOME", str(folder / "home"))
        cards = registry.sources()
        pull.pull([cards[name] for name in CARDS], folder, accept_changes=True)
        yield folder / "home"


def test_scores_are_split_and_an_absent_month_of_a_pair_is_no_zero_and_no_gap(small_store):
    series = stored_series("gdelt-dyad-months", 365, 2)
    assert (series.one, series.two, series.unit) == (2, 365, "scores")
    assert [str(m) for m in series.months] == [
        "2018-01",
        "2018-02",
        "2018-03",
        "2018-04",
        "2018-05",
    ]
    np.testing.assert_array_equal(series.conflict, [40, np.nan, 0, np.nan, np.nan])
    np.testing.assert_array_equal(series.cooperation, [20, np.nan, 30, np.nan, np.nan])
    assert series.gap.tolist() == [False, False, False, True, False]  # the feed has no April
    assert series.days.tolist() == [31, 27, 31, 0, 9]
    assert series.length.tolist() == [31, 28, 31, 30, 31]
    assert "missing, not zero" in " ".join(series.notes)


def test_conflict_alone_counts_no_row_as_none_and_a_month_without_the_world_as_gap(small_store):
    series = stored_series("icews-conflict-months", 2, 365)
    np.testing.assert_array_equal(series.conflict, [7, 0, np.nan, 0])
    assert series.cooperation is None
    assert series.world.tolist()[:2] == [16, 5]
    assert series.gap.tolist() == [False, False, True, False]
    assert stored_series("icews-conflict-months", 900, 305).conflict[0] == 9  # AUS is Austria


def test_months_are_cut_to_the_days_given(small_store):
    series = stored_series("gdelt-dyad-months", 2, 365, date(2018, 2, 14), date(2018, 3, 1))
    assert [str(m) for m in series.months] == ["2018-02", "2018-03"]
    assert series.world.tolist() == [8000, 8500]


@pytest.mark.parametrize(
    ("ask", "error", "sentence"),
    [
        (("gdelt", 2, 365), DataError, "no series is called 'gdelt'; wanted one of gdelt-dyad-mo"),
        (("gdelt-dyad-months", 2, 2), DataError, "a pair of 2 and 2; wanted two different states"),
        (("gdelt-dyad-months", 2, 900), DataError, "no month of United States and Aus"),
        (("icews-conflict-months", 2, 200), DataError, "United Kingdom is not among its 4 states"),
        (("icews-conflict-months", 2, 626), UnknownState, "no state 626 on 2005-01-01"),
        (("gdelt-dyad-months", 2, 365, date(2020, 1, 1)), DataError, "wanted months of 2018-01 to"),
    ],
)
def test_a_question_without_an_answer_is_one_sentence(ask, error, sentence, small_store):
    with pytest.raises(error, match=sentence):
        stored_series(*ask)


def test_series_are_available_when_all_their_sources_are_there(small_store):
    assert available() == ["gdelt-dyad-months", "icews-conflict-months"]


def test_without_data_the_sentence_says_what_to_pull(empty_store):
    assert available() == []
    with pytest.raises(MissingData, match="detente data pull"):
        stored_series("gdelt-dyad-months", 2, 365)

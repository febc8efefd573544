"""Lenses over the years from an event feed that the user loaded."""

import json
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from detente.cli.main import command_line
from detente.data import pull, store
from detente.events.feeds.gdelt1 import GDELT1
from detente.events.load import load_events
from detente.events.monthly import pair_series
from detente.panel.events import feed_of_years, whole_years
from detente.panel.tables import Tables
from detente.registry import lenses, sources

USA, RUSSIA = 2, 365
CODES = {1: "010", 2: "060", 3: "110", 4: "190"}  # one code of each of GDELT's quad classes


def row(
    number: int, day: str, giver: str, receiver: str, quad: int, added: str | None = None
) -> str:
    names = max((layout.columns for layout in GDELT1.layouts), key=len)
    values = dict.fromkeys(names, "") | {
        "GLOBALEVENTID": str(number),
        "SQLDATE": day,
        "DATEADDED": added or day,
        "Actor1Code": giver,
        "Actor1CountryCode": giver,
        "Actor2Code": receiver,
        "Actor2CountryCode": receiver,
        "EventCode": CODES[quad],
        "EventBaseCode": CODES[quad],
        "EventRootCode": CODES[quad][:2],
        "QuadClass": str(quad),
        "GoldsteinScale": "1.0",
        "NumMentions": "3",
    }
    return "\t".join(values.values())


@pytest.fixture
def loaded(empty_store, tmp_path) -> Path:
    """Twelve months of 2020: two words, a deed and a strike of the one; one word of the other."""
    acts = [("USA", "RUS", 1), ("USA", "RUS", 2), ("USA", "RUS", 4), ("RUS", "USA", 1)]
    days = [f"2020{month:02}{day}" for month in range(1, 13) for day in (10, 20)]
    every = [f"2020{month:02}{day:02}" for month in range(1, 13) for day in range(1, 21)]
    lines = [
        row(10 * k + place, day, *act)
        for k, day in enumerate([*days, "20210110"])
        for place, act in enumerate(acts)
        if day.endswith("10") or place != 1
    ]
    # two others, so that the feed holds enough days of each month
    lines += [row(9000 + k, day, "GBR", "FRA", 1) for k, day in enumerate(every)]
    path = tmp_path / "events.csv"
    path.write_text("\n".join(lines) + "\n")
    (report,) = load_events([path])
    assert report.loaded is not None
    assert report.loaded.rows == len(lines)
    return path


def test_a_year_counts_when_all_its_months_are_there_with_most_of_their_days():
    months = np.arange(np.datetime64("2020-01"), np.datetime64("2021-01"))
    assert whole_years(months[1:], np.full(11, 30)) == []
    assert whole_years(months, np.r_[np.full(11, 30), 3]) == []
    assert whole_years(months, np.full(12, 20)) == [2020]


def test_what_the_files_of_a_year_say_of_the_year_before_makes_no_year(empty_store, tmp_path):
    """GDELT's files also report what was a year ago: the store does not hold that year."""
    days = [f"{month:02}{day:02}" for month in range(1, 13) for day in range(1, 25)]
    fresh = [row(k, f"2020{day}", "USA", "RUS", 1) for k, day in enumerate(days)]
    echoes = [
        row(1000 + k, f"2019{day}", "USA", "RUS", 4, added=f"2020{day}")
        for k, day in enumerate(days)
    ]
    path = tmp_path / "events.csv"
    path.write_text("\n".join(fresh + echoes) + "\n")
    list(load_events([path]))
    assert [year for *_, year, _ in values("talk-deeds")] == [2020]
    assert str(pair_series("gdelt1", USA, RUSSIA).months[0]) == "2020-01"


def values(name: str, cutoff: int | None = None) -> list[tuple]:
    sql = lenses()[name].history(Tables(cutoff))
    return store.connect().execute(f"SELECT ccode1, ccode2, year, value FROM ({sql})").fetchall()


def test_lenses_read_the_feed_as_they_read_a_ledger(loaded):
    talk = 48 / 60  # 24 + 24 words, 12 deeds
    assert (USA, RUSSIA, 2020, pytest.approx(talk)) in values("talk-deeds")
    given, returned = 12 - 24 + 24 / 4, 24 / 4  # deeds less strikes, words a quarter
    imbalance = abs(given - returned) / (36 + 48 / 4)
    assert (USA, RUSSIA, 2020, pytest.approx(imbalance)) in values("reciprocity")


def test_nothing_later_than_the_cutoff_enters(loaded):
    assert not values("talk-deeds", 2019)
    assert values("talk-deeds", 2020)


def test_a_feed_without_a_whole_year_gives_no_value(empty_store, tmp_path):
    path = tmp_path / "events.csv"
    path.write_text(row(1, "20200110", "USA", "RUS", 1) + "\n")
    list(load_events([path]))
    assert feed_of_years() is None


def test_the_command_says_from_which_feed_it_counted(loaded, shared):
    list(pull.pull([sources()["cow-states"]], shared))
    words = ["lens", "talk-deeds", "USA", "RUS", "--json"]
    document = json.loads(CliRunner().invoke(command_line(), words).stdout)
    assert document["series"]["events_from"] == "GDELT 1.0"
    assert "GDELT 1.0" in CliRunner().invoke(command_line(), words[:-1]).stdout

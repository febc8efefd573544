"""A log that another program wrote: each fault is one sentence, and no append outgrows the limit."""

import json
from datetime import date

import pytest
from typer.testing import CliRunner

from detente.backtest import hash_chain, log_questions
from detente.cli.main import app
from detente.errors import DataError, FileError

FORECAST = {
    "kind": "forecast",
    "id": "q",
    "outcome": "Does it happen?",
    "probability": 0.2,
    "base_rate": None,
    "as_of": "2026-01-01",
    "closes": "2027-01-01",
}
RESOLUTION = {"kind": "resolution", "id": "q", "happened": True, "on": "2026-06-01"}


def log(path, *entries):
    hash_chain.append(path, lambda _: entries)
    return log_questions.logged_questions(hash_chain.read_entries(path))


def test_whole_entries_are_read(tmp_path):
    [question] = log(tmp_path / "log", FORECAST, RESOLUTION)
    assert (question.happened, len(question.forecasts)) == (True, 1)


@pytest.mark.parametrize(
    "at", ["2026-03-04T23:59:59+00:00", "20260304T235959Z", "2026-W10-3T01:00", "2026-03-04 01:00"]
)
def test_a_forecast_stands_from_the_day_of_its_time_however_it_is_written(at):
    resolution = RESOLUTION | {"n": 2, "at": at}
    [question] = log_questions.logged_questions([FORECAST | {"n": 1, "at": at}, resolution])
    assert question.starts == (date(2026, 3, 4),)
    assert question.days == ((date(2026, 6, 1) - date(2026, 3, 4)).days,)


@pytest.mark.parametrize(
    ("forecast", "answer", "words"),
    [
        ({}, {}, ["not stated", "yes, 2026-06-01"]),
        ({"basis": None, "vintage": None}, {"on": None}, ["not stated", ">yes<"]),
        (
            {"basis": "judged", "vintage": 2025},
            {"happened": False},
            ["judged, vintage 2025", ">no<"],
        ),
    ],
)
def test_what_an_entry_need_not_state_may_be_absent_wherever_it_is_shown(
    tmp_path, forecast, answer, words
):
    book, page, table = (tmp_path / name for name in ("log", "score.html", "forecasts.csv"))
    log(book, FORECAST | forecast, RESOLUTION | answer)
    for command in (
        ["list"],
        ["list", "--json"],
        ["score", "--out", page],
        ["export", "-o", table],
    ):
        run = CliRunner().invoke(app, ["forecast-log", *map(str, command), "--log", str(book)])
        assert run.exit_code == 0, run.exception
    [row] = [r for r in page.read_text().splitlines() if "Does it happen?" in r]
    assert [w for w in words if w not in row] == []
    assert "None" not in row + table.read_text()


@pytest.mark.parametrize("field", ["id", "outcome", "probability", "base_rate", "as_of", "closes"])
def test_a_missing_field_is_named(tmp_path, field):
    entry = {k: v for k, v in FORECAST.items() if k != field}
    with pytest.raises(DataError, match=f"entry 1 of the log: {field} is missing"):
        log(tmp_path / "log", entry)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"probability": 1.5}, "probability is 1.5"),
        ({"probability": True}, "probability is True"),
        ({"as_of": "soon"}, "as_of is 'soon'"),
        ({"id": "a\x1b"}, "id is"),
        ({"kind": "guess"}, "kind is 'guess'; wanted forecast or resolution"),
    ],
)
def test_a_field_of_another_type_is_named(tmp_path, change, words):
    with pytest.raises(DataError, match=words):
        log(tmp_path / "log", FORECAST | change)


def test_a_resolution_of_nothing_is_refused(tmp_path):
    with pytest.raises(DataError, match="resolves 'q', never forecast"):
        log(tmp_path / "log", RESOLUTION)


def test_a_number_that_json_lacks_is_refused(tmp_path):
    path = tmp_path / "log"
    hash_chain.append(path, lambda _: [FORECAST])
    path.write_text(path.read_text().replace("0.2", "1e999"))
    with pytest.raises(DataError, match="line 1: holds a number that JSON does not have"):
        hash_chain.read_entries(path)


def test_an_append_never_outgrows_the_limit_of_a_read(tmp_path, monkeypatch):
    path = tmp_path / "log"
    monkeypatch.setattr(hash_chain, "LARGEST", 1000)
    hash_chain.append(path, lambda _: [FORECAST])
    before = path.read_bytes()
    with pytest.raises(DataError, match="wanted at most 1,000: begin another log"):
        hash_chain.append(path, lambda _: [FORECAST] * 9)
    assert path.read_bytes() == before
    assert len(hash_chain.read_entries(path)) == 1


def test_a_device_is_no_log():
    from pathlib import Path

    with pytest.raises(FileError, match="found a pipe or a device"):
        hash_chain.read_entries(Path("/dev/zero"))


def test_a_long_log_is_listed_in_one_pass(tmp_path, monkeypatch):
    """Each entry is looked at once, however many questions there are."""
    seen = []
    check = hash_chain.require_whole
    monkeypatch.setattr(
        hash_chain, "require_whole", lambda entry: seen.append(entry["n"]) or check(entry)
    )
    entries = [json.loads(json.dumps(FORECAST | {"id": f"q{n}"})) for n in range(2000)]
    assert len(log(tmp_path / "log", *entries)) == 2000
    assert seen == list(range(1, 2001))

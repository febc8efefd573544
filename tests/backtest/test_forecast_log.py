"""The forecast log: entries stay, changes are detected, and scores match those by hand."""

import csv
import json
import re
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from filelock import FileLock
from typer.testing import CliRunner

from detente.backtest import (
    checkpoint,
    forecast_log,
    hash_chain,
    log_questions,
    log_scores,
    whole_entries,
)
from detente.brief.log_page import page
from detente.cli.main import app
from detente.errors import DataError, FileError, MissingData


@pytest.fixture
def clock(monkeypatch):
    """Sets the day of recording."""

    def at(text):
        moment = datetime.fromisoformat(text).replace(tzinfo=UTC)
        monkeypatch.setattr(hash_chain, "entry_time", lambda: moment)

    at("2020-01-01")
    return at


def add(path, p, *, id_="q", as_of="2020-01-01", closes="2020-04-10", **rest):
    made = forecast_log.forecast(
        id_,
        "it ends",
        p,
        as_of=date.fromisoformat(as_of),
        closes=date.fromisoformat(closes),
        basis="judged",
        **rest,
    )
    return hash_chain.append(path, lambda _: [made])


def resolve(path, happened, on, id_="q", reason=None, source="a paper"):
    def make(entries):
        return [
            forecast_log.resolution(
                entries,
                id_,
                happened=happened,
                on=date.fromisoformat(on),
                source=source,
                reason=reason,
            )
        ]

    return hash_chain.append(path, make)


def scored(path):
    return log_scores.score(log_questions.logged_questions(hash_chain.read_entries(path)))


@pytest.fixture
def path(tmp_path, clock):
    return tmp_path / "forecasts.jsonl"


def test_time_averaged_brier_by_hand(path, clock):
    """.2 stood for 40 days and .7 for 60 of the hundred until it closed; it did not happen."""
    add(path, 0.2, base_rate=0.5)
    clock("2020-02-10")
    add(path, 0.7, as_of="2020-02-10", base_rate=0.5)
    clock("2020-05-01")
    resolve(path, False, "2020-04-10")
    found = scored(path)["forecasts"]
    assert found["n"] == 1
    assert found["brier"] == pytest.approx(0.4 * 0.2**2 + 0.6 * 0.7**2)
    assert found["brier_base"] == pytest.approx(0.25)
    assert found["brier_skill"] == pytest.approx(1 - (0.016 + 0.294) / 0.25)


def test_a_forecast_stands_only_until_it_happened(path, clock):
    add(path, 0.4)
    clock("2020-03-01")
    add(path, 0.9, as_of="2020-03-01")
    clock("2020-03-02")
    resolve(path, True, "2020-01-31")
    found = scored(path)["forecasts"]
    assert found["brier"] == pytest.approx(0.36)
    assert found["brier_base"] is None


def test_what_was_recorded_after_the_fact_is_no_track_record(path, clock):
    clock("2021-01-01")
    add(path, 0.01)
    resolve(path, False, "2020-04-10")
    found = scored(path)
    assert (found["forecasts"]["n"], found["hindcasts"]["n"]) == (0, 1)
    assert found["hindcasts"]["brier"] == pytest.approx(0.01**2)
    assert json.loads(json.dumps(found, allow_nan=False)) == found


def test_a_backdated_update_does_not_count_before_it_was_recorded(path, clock):
    add(path, 0.5)
    clock("2020-04-09")
    add(path, 0.0, as_of="2020-01-02")
    clock("2020-05-01")
    resolve(path, False, "2020-04-10")
    assert scored(path)["forecasts"]["brier"] == pytest.approx(0.25 * 0.99)


@pytest.mark.parametrize("order", ["abc", "cba", "bca"])
def test_hindcasts_stand_from_the_days_that_they_state_in_any_order(path, clock, order):
    """.2 for 31 days, .4 for 29, .6 for 40: their days are those of the question."""
    stated = {"a": ("2020-01-01", 0.2), "b": ("2020-02-01", 0.4), "c": ("2020-03-01", 0.6)}
    clock("2021-01-01")
    for one in order:
        day, p = stated[one]
        add(path, p, as_of=day)
    resolve(path, True, "2020-04-10")
    (q,) = log_questions.logged_questions(hash_chain.read_entries(path))
    assert [f["probability"] for f in q.forecasts] == [0.2, 0.4, 0.6]
    assert q.days == (31, 29, 40)
    assert sum(q.days) == (q.closes - q.opens).days
    by_hand = (31 * 0.8**2 + 29 * 0.6**2 + 40 * 0.4**2) / 100
    assert scored(path)["hindcasts"]["brier"] == pytest.approx(by_hand)


def test_a_line_of_an_earlier_time_than_one_before_is_said(path, clock):
    by_hand = ["--probability", ".2", "--closes", "2040-01-01", "--outcome-text"]
    run = CliRunner()

    def shown(*words):
        done = run.invoke(app, ["forecast-log", *words, "--log", str(path)])
        assert done.exit_code == 0, done.exception
        return done.output

    assert "earlier time" not in shown("add", "--id", "a", *by_hand, "a")
    clock("2019-12-01")
    said = f"{path.name}:2: logged at an earlier time than a line before"
    for words in (["add", "--id", "b", *by_hand, "b"], ["list"], ["export"], ["score"]):
        assert said in shown(*words).replace("\n", "")
    clock("2020-03-01")
    assert "earlier time" not in shown("add", "--id", "c", *by_hand, "c")


def test_a_void_question_is_counted_and_not_scored(path, clock):
    add(path, 0.5)
    clock("2020-02-01")
    with pytest.raises(DataError, match="void on 2019-12-31; wanted a day from 2020-01-01 on"):
        resolve(path, None, "2019-12-31")
    resolve(path, None, "2020-01-20", source="the treaty has two texts")
    with pytest.raises(DataError, match="already resolved"):
        resolve(path, True, "2020-01-20")
    found = scored(path)
    assert (found["open"], found["void"], found["forecasts"]["n"]) == (0, 1, 0)
    resolve(path, True, "2020-01-20", reason="one of them was withdrawn")
    assert scored(path)["forecasts"]["brier"] == pytest.approx(0.25)


def test_another_text_or_day_under_an_old_id_is_refused(path):
    add(path, 0.5)
    entries = hash_chain.read_entries(path)
    for text, closes in (("it goes on", "2020-04-10"), ("it ends", "2020-05-10")):
        made = forecast_log.forecast(
            "q", text, 0.5, as_of=date(2020, 1, 1), closes=date.fromisoformat(closes)
        )
        with pytest.raises(DataError, match=r"'q' is in the log as \"it ends\" by 2020-04-10"):
            forecast_log.agreeing(entries, [made])
    again = forecast_log.forecast(
        "q", "It  ends", 0.6, as_of=date(2020, 1, 2), closes=date(2020, 4, 10)
    )
    assert forecast_log.agreeing(entries, [again]) == [again]


def test_one_question_under_two_ids_is_refused_and_never_scored_twice(path, clock):
    add(path, 0.5)
    entries = hash_chain.read_entries(path)
    other = forecast_log.forecast(
        "q-1y", "It ends", 0.5, as_of=date(2020, 1, 1), closes=date(2020, 4, 10)
    )
    with pytest.raises(DataError, match="'q-1y' asks what 'q' asks in the log"):
        forecast_log.agreeing(entries, [other])
    add(path, 1.0, id_="q-1y")  # as a log of an earlier version may hold it
    assert forecast_log.agreeing(hash_chain.read_entries(path), [other]) == [other]  # its update
    clock("2020-06-01")
    resolve(path, False, "2020-04-10")
    resolve(path, False, "2020-04-10", id_="q-1y")
    found = scored(path)
    assert (found["questions"], found["twice"], found["forecasts"]["n"]) == (2, 1, 1)
    assert found["forecasts"]["brier"] == pytest.approx(0.25)


def test_tags_choose_questions_and_csv_holds_every_forecast(tmp_path):
    book, table = tmp_path / "l.jsonl", tmp_path / "l.csv"
    for name, text, more in (("a", "=it ends", ["--tag", "asia"]), ("b", "it breaks", [])):
        made = ["--probability", ".5", "--as-of", "2020-01-01", "--closes", "2020-12-31"]
        done = run("add", "--id", name, "--outcome-text", text, *made, *more, "--log", book)
        assert done.exit_code == 0, done.output
    assert "1 questions" in run("score", "--tag", "asia", "--log", book).output
    assert "b/2020" not in run("list", "--tag", "asia", "--log", book).output
    assert run("export", "-o", table, "--log", book).exit_code == 0
    rows = list(csv.DictReader(table.read_text().splitlines()))
    assert [r["id"] for r in rows] == ["a/2020-12-31", "b/2020-12-31"]
    assert (rows[0]["outcome"], rows[0]["tags"], rows[0]["days"]) == ("'=it ends", "asia", "365")
    assert (rows[0]["base_rate"], rows[0]["answer"]) == ("", "open")
    assert run("export", "--tag", "asia", "--log", book).output.count("\n") == 2


def test_a_correction_stands_and_both_stay(path, clock):
    add(path, 0.5)
    clock("2020-06-01")
    resolve(path, False, "2020-04-10")
    with pytest.raises(DataError, match="already resolved"):
        resolve(path, True, "2020-02-01")
    resolve(path, True, "2020-02-01", reason="an archive was opened")
    (q,) = log_questions.logged_questions(hash_chain.read_entries(path))
    assert (q.happened, q.on) == (True, date(2020, 2, 1))
    assert len(hash_chain.read_entries(path)) == 3


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda rows: [rows[0].replace(b"0.5", b"0.1"), *rows[1:]], "line 1: was changed"),
        (lambda rows: [rows[0], rows[2]], "line 2: entry 3; wanted entry 2"),
        (lambda rows: [rows[1], rows[0], rows[2]], "line 1: entry 2"),
        (lambda rows: [*rows[:2], rows[2][:40]], "line 3: truncated"),
        (lambda rows: [*rows, b"hello\n"], "line 4: not a JSON object"),
        (lambda rows: [*rows, b"[" * 100_000 + b"\n"], "line 4: not a JSON object"),
        (lambda rows: [*rows, b'{"n": NaN}\n'], "line 4: not a JSON object"),
        (lambda rows: [*rows, b'"text"\n'], "line 4: not an entry"),
        (lambda rows: [*rows, b"\xff\xfe\n"], "line 4: not a JSON object"),
    ],
)
def test_tampering_is_found_by_line(path, cached_results, change, words):
    for _ in range(3):
        add(path, 0.5)
    path.write_bytes(b"".join(change(path.read_bytes().splitlines(keepends=True))))
    tampered = path.read_bytes()
    with pytest.raises(DataError, match=words):
        add(path, 0.5)
    assert path.read_bytes() == tampered


def test_what_was_checked_is_read_at_once_and_what_follows_is_checked(
    path, cached_results, monkeypatch
):
    for _ in range(2):
        add(path, 0.5)
    entries = hash_chain.read_entries(path)
    checked = []
    one = hash_chain._checked
    monkeypatch.setattr(
        hash_chain, "_checked", lambda number, *rest: checked.append(number) or one(number, *rest)
    )
    assert hash_chain.read_entries(path) == entries
    assert checked == []
    add(path, 0.6)
    assert hash_chain.read_entries(path)[:2] == entries
    assert checked == []
    with path.open("a") as file:
        file.write("not an entry\n")
    with pytest.raises(DataError, match="line 4: "):
        hash_chain.read_entries(path)
    assert checked == [4]


def test_lines_that_an_older_program_checked_are_checked_again(path, cached_results, monkeypatch):
    with monkeypatch.context() as older:
        older.setattr(checkpoint, "_rules", lambda: "of another program")
        add(path, 0.5)
        assert checkpoint.checked_size(checkpoint.last(path), path.read_bytes()) > 0
    assert checkpoint.checked_size(checkpoint.last(path), path.read_bytes()) == 0
    wanted = {**whole_entries._FIELDS["forecast"], "low": lambda value: value is not None}
    monkeypatch.setitem(whole_entries._FIELDS, "forecast", wanted)
    monkeypatch.setitem(whole_entries._EXPECTED, "low", "a number")
    with pytest.raises(DataError, match="entry 1 of the log: low is None; wanted a number"):
        hash_chain.read_entries(path)


@pytest.mark.parametrize("left", [0, 1, 2])
def test_lines_removed_at_the_end_are_missed(path, cached_results, left):
    for _ in range(3):
        add(path, 0.5)
    whole = path.read_bytes()
    short = b"".join(whole.splitlines(keepends=True)[:left])
    path.write_bytes(short)
    for call in (hash_chain.read_entries, lambda p: add(p, 0.6)):
        with pytest.raises(DataError, match=f"ends with line {left}, had 3 lines when") as problem:
            call(path)
    path.write_bytes(whole)
    assert len(hash_chain.read_entries(path)) == 3
    path.write_bytes(short)
    Path(re.search("remove (.*)", str(problem.value))[1]).unlink()
    assert len(hash_chain.read_entries(path)) == left


def test_another_log_in_the_place_of_one_may_be_shorter(path, cached_results):
    for _ in range(3):
        add(path, 0.5)
    path.unlink()
    add(path, 0.6)
    assert len(hash_chain.read_entries(path)) == 1


def test_a_log_that_another_holds_is_not_waited_for_for_ever(tmp_path, monkeypatch):
    monkeypatch.setattr("detente.files.LOCK_TIMEOUT", 0.1)
    log = tmp_path / "log.jsonl"
    with (
        FileLock(f"{log}.lock"),
        pytest.raises(FileError, match=r"another process is writing it; try again"),
    ):
        hash_chain.append(log, lambda _: [])
    assert not log.exists()


def test_a_rehashed_line_breaks_the_next(path, cached_results):
    for _ in range(2):
        add(path, 0.5)
    first, second = path.read_text().splitlines()
    entry = json.loads(first) | {"probability": 0.1}
    entry["sha256"] = hash_chain._hash(entry)
    path.write_text(f"{json.dumps(entry)}\n{second}\n")
    with pytest.raises(DataError, match="line 2: does not follow from line 1"):
        hash_chain.read_entries(path)


def test_two_writers_lose_nothing(path):
    code = (
        "import sys; from pathlib import Path; from datetime import date\n"
        "from detente.backtest import forecast_log, hash_chain\n"
        "for i in range(15):\n"
        "    made = forecast_log.forecast(sys.argv[2], 'x', .5, as_of=date(2020, 1, 1),\n"
        "                           closes=date(2021, 1, 1), basis='judged')\n"
        "    hash_chain.append(Path(sys.argv[1]), lambda _: [made])\n"
    )
    both = [subprocess.Popen([sys.executable, "-c", code, str(path), name]) for name in "ab"]
    assert [p.wait() for p in both] == [0, 0]
    entries = hash_chain.read_entries(path)
    assert len(entries) == 30
    assert {e["id"] for e in entries} == {"a", "b"}


def test_a_full_disk_leaves_the_log_whole(path, monkeypatch):
    add(path, 0.5)
    before = path.read_bytes()
    write = hash_chain.os.write
    monkeypatch.setattr(hash_chain.os, "write", lambda handle, data: write(handle, data[:20]))
    with pytest.raises(FileError, match="No space left"):
        add(path, 0.6)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda p: add(p, 1.2), "from 0 to 1"),
        (lambda p: add(p, 0.2, base_rate=-1), "base rate -1"),
        (lambda p: add(p, 0.2, closes="2019-01-01"), "wanted a later day"),
        (lambda p: add(p, 0.2, id_=" "), "needs an id"),
        (lambda p: resolve(p, False, "2020-04-10", id_="other"), "no forecast 'other'"),
        (lambda p: resolve(p, True, "2020-05-10"), "from 2020-01-01 to 2020-04-10"),
        (lambda p: resolve(p, False, "2020-03-10"), "only when it closes"),
        (lambda p: resolve(p, False, "2020-04-10"), "not in the future"),
        (lambda p: resolve(p, True, "2020-01-01", source=" "), "needs a source"),
        (lambda p: add(p, 0.2, tags=["a\nb"]), "wanted a word or a few"),
    ],
)
def test_what_cannot_be_recorded_is_said(path, call, words):
    add(path, 0.5)
    before = path.read_bytes()
    with pytest.raises(DataError, match=words):
        call(path)
    assert path.read_bytes() == before


def run(*words):
    return CliRunner().invoke(app, ["forecast-log", *map(str, words)], catch_exceptions=True)


def test_from_case_to_score(tmp_path):
    book = tmp_path / "l.jsonl"
    done = run("add", "us-russia-2001", "--horizon", "5", "--log", book)
    assert done.exit_code == 0, done.output
    (entry,) = hash_chain.read_entries(book)
    assert entry["id"] == "us-russia-2001/rupture/2006-11-12"
    assert (entry["basis"], entry["vintage"]) == ("detente", 2001)
    assert entry["low"] < entry["probability"] < entry["high"]
    assert 0 < entry["base_rate"] < 1
    resolved = ["--happened", "no", "--on", "2006-11-12", "--source", "GML 2.2.1"]
    assert run("resolve", entry["id"], *resolved, "--log", book).exit_code == 0
    listed = json.loads(run("list", "--json", "--log", book).output)
    assert listed[0]["hindcast"] is True
    scored = json.loads(run("score", "--json", "--log", book).output)
    assert scored["hindcasts"]["brier"] == pytest.approx(entry["probability"] ** 2)
    assert "no track record" in run("score", "--log", book).output


def test_hostile_words_stay_words(tmp_path, path):
    made = forecast_log.forecast(
        "<script>alert(1)</script>",
        "[red]<b>x</b>",
        0.5,
        as_of=date(2020, 1, 1),
        closes=date(2020, 2, 1),
        basis="judged",
    )
    hash_chain.append(path, lambda _: [made])
    shown = run("list", "--log", path)
    assert "[red]<b>x</b>" in shown.output
    target = tmp_path / "p.html"
    assert run("score", "--log", path, "--out", target).exit_code == 0
    assert "<script" not in target.read_text()
    assert "&lt;script" in target.read_text()


def test_an_empty_log_is_no_error(tmp_path):
    book = tmp_path / "empty.jsonl"
    book.touch()
    assert "none resolved yet" in run("score", "--log", book).output
    found = json.loads(run("score", "--json", "--log", book).output)
    assert found["forecasts"]["brier"] is None
    assert "The forecast log is empty" in page(found, [])


@pytest.mark.parametrize("command", ["list", "score"])
def test_a_missing_log_is_reported(tmp_path, command):
    book = tmp_path / "none.jsonl"
    said = run(command, "--log", book)
    assert isinstance(said.exception, MissingData)
    assert f"{book}: no forecast log" in str(said.exception)
    assert not book.exists()

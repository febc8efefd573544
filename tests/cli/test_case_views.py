"""What influence, ledger and ach say of the worked example, and of a case that tries markup."""

import json
import sys

import pytest

from detente.case.load import load, locate
from detente.cli.main import main
from detente.forecast.influence_table import shares


@pytest.fixture
def run(monkeypatch, capsys):
    def run(*words):
        monkeypatch.setattr(sys, "argv", ["detente", *map(str, words)])
        with pytest.raises(SystemExit) as stop:
            main()
        assert not stop.value.code
        return capsys.readouterr().out

    return run


def test_ach_says_who_leads_without_each_item(run):
    found = json.loads(run("ach", "us-russia-2001", "--json"))
    assert set(found["leaders"]) == set(found["scores"])
    led = {i["id"]: i["without_it"]["leading"] for i in found["items"]}
    changed = {item for item, leads in led.items() if leads != found["leading"]}
    assert changed == set(found["pivots"])
    assert "probab" not in json.dumps(found).replace(found["note"], "")


@pytest.mark.parametrize("rows", [(), ("--evidence-rows",)])
def test_both_ways_of_the_matrix_hold_every_item(run, rows):
    text = run("ach", "us-russia-2001", *rows)
    evidence = load("us-russia-2001").hypotheses.evidence
    assert evidence
    assert all(e.claim in text for e in evidence)
    assert "no probabilities" in text
    assert "%" not in text


def test_the_ledger_shows_what_was_delivered_decided_and_done_to_thirds(run):
    text = run("ledger", "us-russia-2001")
    lourdes = next(line for line in text.splitlines() if "Lourdes" in line)
    assert "50%" in lourdes
    assert "60%" in lourdes
    assert "tie with Saudi Arabia -0.20" in text
    assert "(conditional)" in text


def test_influence_gives_claimed_and_measured_shares_and_the_domains(run, real_store):
    found = json.loads(run("influence", "us-russia-2001", "--json"))
    uzbek = next(t for t in found["thirds"] if t["third"] == "UZB")["partners"]
    for kind in ("claimed", "coded", "panel"):
        assert sum(p[f"{kind}_share"] for p in uzbek) == pytest.approx(1)
    for p in uzbek:
        assert p["panel"] == pytest.approx(sum(p["panel_domains"].values()))


def test_a_share_needs_both_values():
    assert shares([30.0, 10.0]) == [0.75, 0.25]
    assert shares([30.0, None]) == [None, None]
    assert shares([0.0, 0.0]) == [None, None]


def test_nothing_in_a_case_is_markup(run, tmp_path):
    text = locate("us-russia-2001").read_text(encoding="utf-8")
    path = tmp_path / "odd.yaml"
    what = "what: Opens air corridors for relief flights"
    assert what in text
    path.write_text(text.replace(what, 'what: "Opens [/x] [red]corridors"'), encoding="utf-8")
    assert "Opens [/x] [red]corridors" in run("ledger", path)

"""The command line: every command by hand, and one clear message for every mistake."""

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import numpy as np
import pytest
import typer.testing

import detente
from detente.cli.main import app, main
from detente.history.packed_json import read_packed

RUNNER = typer.testing.CliRunner()


def run(*args):
    return RUNNER.invoke(app, [str(a) for a in args], catch_exceptions=False)


def works(monkeypatch, capsys, *args):
    """Output of a command that must succeed."""
    monkeypatch.setattr(sys, "argv", ["detente", *map(str, args)])
    capsys.readouterr()
    with pytest.raises(SystemExit) as stop:
        main()
    assert not stop.value.code
    return capsys.readouterr().out


def fails(monkeypatch, capsys, *args):
    """Run the whole command; it must exit with 2 and say one thing on stderr."""
    monkeypatch.setattr(sys, "argv", ["detente", *map(str, args)])
    with pytest.raises(SystemExit) as exit_:
        main()
    assert exit_.value.code == 2
    out = capsys.readouterr()
    assert "Traceback" not in out.err
    assert out.err.startswith(("detente: ", "Usage"))
    return out.err


def test_assess_prints_every_section(cached_results):
    out = run("assess", "us-russia-2001", "--full", "--draws", 200).output
    for words in (
        "permanent fixture or a temporary marriage of convenience",
        "as of 2001-11-12",
        "P(no rupture)",
        "Reference classes",
        "pooled",
        "What pulls which way",
        "Fault lines",
        "If, then",
        "Signposts",
        "What would change the answer",
        "Left out",
        "vintage 2001 (published by 2000-12-31)",
    ):
        assert words in out


def test_assess_prints_one_screen_by_default(cached_results):
    lines = run("assess", "us-russia-2001", "--draws", 200).output.splitlines()
    assert len(lines) <= 40
    assert max(map(len, lines)) <= 80
    assert "detente assess us-russia-2001 --full (or --out brief.html)" in lines


def test_assess_json_is_one_document_without_nan():
    out = run("assess", "anglo-japanese-1905", "--json", "--draws", 200).output
    document = json.loads(out, parse_constant=lambda c: pytest.fail(f"{c} in the JSON"))
    assert document["case"] == "anglo-japanese-1905"


def test_new_then_check_then_assess(tmp_path):
    assert run("new", "my-case.yaml", "--folder", tmp_path).exit_code == 0  # the id would do
    path = tmp_path / "my-case.yaml"
    assert "id: my-case\n" in path.read_text()
    assert "valid" in run("check", path).output
    assert "If, then" in run("assess", path, "--full", "--draws", 200).output
    json.loads((tmp_path / "detente-case.schema.json").read_text())


def test_new_never_overwrites(tmp_path, monkeypatch, capsys):
    run("new", "mine", "--folder", tmp_path)
    before = (tmp_path / "mine.yaml").read_bytes()
    assert "already there" in fails(monkeypatch, capsys, "new", "mine", "--folder", tmp_path)
    assert (tmp_path / "mine.yaml").read_bytes() == before


def test_new_writes_the_case_last_so_that_a_killed_run_can_be_repeated(tmp_path, monkeypatch):
    class Killed(Exception):
        pass

    def killed(path, data):
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr("detente.files.write_new", killed)
        with pytest.raises(Killed):
            run("new", "mine", "--folder", tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["detente-case.schema.json"]
    assert run("new", "mine", "--folder", tmp_path).exit_code == 0


def test_set_changes_one_value_and_keeps_the_old_file(tmp_path):
    run("new", "mine", "--folder", tmp_path)
    path = tmp_path / "mine.yaml"
    before = path.read_text()
    run("set", path, "threats.third-power.half_life", "12")
    after = path.read_text()
    assert (tmp_path / "mine.yaml.bak").read_text() == before
    assert "# years until half of it is gone" in after
    assert "value: 12" in after


def test_verify_finds_moves_and_misses(tmp_path, monkeypatch, capsys):
    from detente.case.source_text import words_digest

    run("new", "mine", "--folder", tmp_path)
    path = tmp_path / "mine.yaml"
    quote = f"quote: {{paragraph: 1, words: [2, 3], sha256: {words_digest(['two', 'three'])}}}"
    path.write_text(
        path.read_text().replace("# quote: {paragraph: 1, words: [1, 12], sha256: ...}", quote)
    )
    text = tmp_path / "text.txt"
    text.write_text("One two three four.\n")
    assert "1 of 1 pointers found" in run("verify", path, "--source", text).output
    text.write_text("Before.\n\nOne two three four.\n")
    moved = run("verify", path, "--source", text)
    assert moved.exit_code == 1
    assert "in paragraph 2, words 2-3" in moved.output
    text.write_text("Nothing of it.\n")
    assert "missing" in run("verify", path, "--source", text).output
    assert "found nothing" in fails(
        monkeypatch, capsys, "verify", path, "--source", tmp_path / "no"
    )


def test_base_rate_prints_the_known_figures_of_bilateral_pacts(real_store):
    args = ("pacts", "--bilateral", "--formed", "1816:1989", "--as-of", "2001-11-12", "--json")
    found = json.loads(run("base-rate", *args).output)
    assert found["class"] == "pacts"
    assert (found["n"], found["ended"]) == (378, 258)
    assert set(found["survival"]) == {"1", "2", "3", "5", "10", "20"}
    assert set(found["incidence"]) == {"fulfilled", "broken", "renegotiated"}
    assert found["median_years"] == pytest.approx(15.6167, abs=1e-4)


def test_data_commands_list_what_the_store_holds(real_store):
    held = json.loads(run("data", "status", "--json").output)
    listed = json.loads(run("data", "list", "--json").output)
    held, fetched = ({h["source"] for h in held}, {c["id"] for c in listed if not c["by_hand"]})
    assert fetched < held < {c["id"] for c in listed}
    polity = next(c for c in listed if c["id"] == "polity5")
    assert [a["form"] for a in polity["addresses"]] == ["xls"]
    assert "Thompson" in run("data", "card", "tss-rivalries").output


def test_fit_writes_what_is_shipped(real_store, tmp_path):
    from detente.history import hazard_vintage
    from detente.history.hazard_files import load_hazards
    from detente.history.vintage import vintage_folder

    assert run("fit", "--years", "2001:2001", "--out", tmp_path).exit_code == 0
    name = "2001.json.xz"
    assert (tmp_path / name).read_bytes() == (vintage_folder() / name).read_bytes()
    learned = read_packed(tmp_path / "hazards" / "2001.json.bz2")
    assert hazard_vintage._difference(load_hazards(2001), learned, "") is None


def test_fit_checks_what_is_shipped(real_store):
    """Of a year with few rows, since every outcome of the ladder is learned anew."""
    checked = run("fit", "--check", "--years", "1900:1900").output
    assert "life tables: 1 of 1 reproduced" in checked
    assert "learned hazards: 1 of 1 reproduced" in checked


def test_dyads_are_ranked_in_three_forms(real_store):
    found = json.loads(run("dyads", "--as-of", "2001", "--top", "3", "--json").output)
    assert (found["as_of"], found["alive"] > 3000) == ("2001-01-01", True)
    assert "no case file" in found["basis"]
    rows = run("dyads", "--as-of", "2001", "--top", "3", "--csv").output.splitlines()
    assert [r.split(",")[:2] for r in rows[1:]] == [
        [str(c) for c in p["ccodes"]] for p in found["partnerships"]
    ]
    shown = run("dyads", "--as-of", "2001-11-12", "--top", "2", "--of", "JPN").output
    assert shown.count("Japan") >= 2


def test_two_states_are_assessed_like_the_case_that_fills_itself(real_store, tmp_path):
    """The same document, form and options as a case; its file gives the same forecast."""
    options = ("--as-of", "2001-11-12", "--draws", "200")
    found = json.loads(run("assess", "United States", "PAK", *options, "--json").output)
    made = run("new", "mine", "--states", "USA", "PAK", *options[:2], "--folder", str(tmp_path))
    assert "wrote" in made.output
    path = str(tmp_path / "mine.yaml")
    assert "valid" in run("check", path).output
    filed = json.loads(run("assess", path, "--draws", "200", "--json").output)
    assert found["outcomes"]
    for outcome, part in found["outcomes"].items():
        assert part["p_end"]
        for year, chance in part["p_end"].items():
            assert filed["outcomes"][outcome]["p_end"][year] == pytest.approx(chance, abs=1e-9)
    assert [f["p"] for f in filed["fates"]] == [f["p"] for f in found["fates"]]
    screen = run("assess", "USA", "PAK", *options).output
    assert "United States and Pakistan, as of 2001-11-12" in screen
    assert "detente assess USA PAK --as-of 2001-11-12 --full" in screen
    assert len(screen.splitlines()) <= 40
    brief = tmp_path / "pair.html"
    run("assess", "USA", "PAK", *options, "--out", str(brief))
    assert "Pakistan" in brief.read_text()


def test_two_states_are_assessed_today(real_store):
    """Without a day, and after the last vintage: what is known, and to which year."""
    found = json.loads(run("assess", "CHN", "RUS", "--draws", "200", "--json").output)
    assert found["as_of"] == date.today().isoformat()
    assert found["outcomes"]["force"]["coverage"][1] == 2010
    assert "record" in {s["id"] for s in found["left_out"]}
    years = {(c["of"], c["id"]): c["last"] for c in found["coverage"]}
    assert years["outcome", "force"] == years["lens", "rivalry-legacy"] == 2010
    assert years["outcome", "drift"] == 2019
    assert found["provenance"]["vintage"] == 2026
    assert len(found["lenses"]) >= 11
    screen = run("assess", "CHN", "RUS", "--draws", "200").output
    assert "complete only to\n2010-12-31: what came later may be missing" in screen
    assert len(screen.splitlines()) <= 40


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        (("assess", "USA", "USA", "--as-of", "2001-01-01"), "are one state"),
        (("assess", "USA", "RUS", "--as-of", "2999-01-01"), "has not come"),
        (("new", "mine", "--as-of", "2001-01-01"), "goes with --states"),
        (("assess", "us-russia-2001", "--as-of", "2001-01-01"), "goes with two states"),
        (("dyads", "--as-of", "1700"), "forecast from 1900 to 2026"),
        (("dyads", "--json", "--csv"), "exclude each other"),
        (("backtest", "--horizon", "a"), "--horizon got 'a'; wanted years such as"),
        (("backtest", "--lag", "4,x"), "--lag got '4,x'; wanted years such as"),
        (("backtest", "--lag", "40"), "lag 40; wanted years from 0 to 16"),
        (("backtest", "--lag", "4,8", "--out", "x.html"), "the report of one lag"),
        (("backtest", "--from", "2000", "--to", "1990"), "the first not after the last"),
        (("hazards", "1850"), "ships 1900 to 2026"),
        (("hazards", "2001", "--outcome", "treaty"), "hazard of 'treaty' in the vintage of 2001"),
        (("hazards", "2001", "--outcome", "war"), "--outcome got 'war'; wanted "),
        (("hazards", "1900", "--outcome", "drift"), "in the vintage of 1900; wanted strain"),
        (("fit", "--years", "1850:1900"), "from 1900 to 2026"),
    ],
)
def test_what_the_panel_cannot_answer_is_said(real_store, monkeypatch, capsys, words, fault):
    assert fault in fails(monkeypatch, capsys, *words)


def test_hazards_of_a_vintage_need_no_data(empty_store):
    found = json.loads(run("hazards", "2001", "--json", "--outcome", "drift").output)
    assert {e["cause"] for e in found} == {"drift"}
    assert len({tuple(e["years"]) for e in found}) == 3
    assert all(e["se"] > 0 for e in found if e["beta"])
    assert "Fall of agreement in UN votes" in run("hazards", "2001").output
    found = json.loads(run("hazards", "2001", "--json", "--population", "dyads").output)
    assert {e["cause"] for e in found} == {"broken"}  # kept for comparison with the ladder
    assert "effect on the yearly chance" in run("hazards", "2001", "--population", "dyads").output


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["assess", "atlantis"], "no case 'atlantis': wanted the path"),
        (["assess", "missing.yaml"], "missing.yaml: wanted a file, found nothing"),
        (["base-rate", "pacts"], "no data pulled yet; run `detente data pull`"),
        (["base-rate", "pacts", "--formed", "1900-"], "--formed got '1900-'; wanted years such as"),
        (["base-rate", "pacts", "--as-of", "yesterday"], "--as-of got 'yesterday'; wanted a day"),
        (["base-rate", "pacts", "--threat-named", "--no-threat"], "exclude each other"),
        (["base-rate", "ex-rivals", "--both-major"], "cannot be selected by both_major"),
        (["data", "pull", "--from", "nowhere"], "nowhere: wanted a folder"),
        (["data", "card", "weather"], "no source 'weather'"),
        (["fit"], "no data pulled yet"),
        (["new", "../evil"], "'../evil' cannot be an id"),
        (["schema", "poem"], "got 'poem'; wanted "),
    ],
)
def test_mistakes_are_one_sentence_and_exit_2(
    args, message, empty_store, monkeypatch, capsys, tmp_path
):
    monkeypatch.chdir(tmp_path)
    assert message in fails(monkeypatch, capsys, *args)
    assert list(tmp_path.iterdir()) == []


def test_new_says_every_mistake_in_what_was_typed(monkeypatch, capsys, tmp_path):
    monkeypatch.chdir(tmp_path)
    said = fails(
        monkeypatch, capsys, "new", "../a", "--states", "Atlantis", "Mu", "--as-of", "soon"
    )
    starts = ["detente: '../a' cannot be an id", "--as-of got 'soon'", "unknown state 'Atlantis'"]
    starts += ["unknown state 'Mu'"]
    for line, start in zip(said.splitlines(), starts, strict=True):
        assert line.startswith(start)
    assert list(tmp_path.iterdir()) == []


def test_out_must_be_a_file_that_can_be_written(tmp_path, monkeypatch, capsys):
    args = ("assess", "anglo-japanese-1905", "--draws", 100, "--out")
    assert "found a folder" in fails(monkeypatch, capsys, *args, tmp_path)
    assert "cannot be written" in fails(monkeypatch, capsys, *args, tmp_path / "no" / "x.html")


def test_pull_takes_each_source_wholly_or_not_at_all(shared, tmp_path, monkeypatch, capsys):
    """A renamed column in one file is said, with the file; the other source is there."""
    import duckdb

    from detente import registry
    from detente.data import store

    for name in ("tss-rivalries", "cow-majors"):
        card = registry.sources()[name]
        rows = duckdb.sql(f"FROM '{shared / card.file}'")
        if card.id == "tss-rivalries":
            rows = rows.project("* RENAME (start AS begin)")
        rows.write_parquet(str(tmp_path / card.file))
    monkeypatch.setenv("DETENTE_HOME", str(tmp_path / "home"))
    message = fails(
        monkeypatch, capsys, "data", "pull", "tss-rivalries", "cow-majors", "--from", tmp_path
    )
    assert "tss_rivalries.parquet: no column start" in message
    assert list(store.status()) == ["cow-majors"]


def test_a_damaged_file_is_said(tmp_path, empty_store, monkeypatch, capsys):
    (tmp_path / "cow_majors.parquet").write_bytes(b"PAR1 this is not Parquet")
    message = fails(monkeypatch, capsys, "data", "pull", "cow-majors", "--from", tmp_path)
    assert "cow_majors.parquet: " in message


@pytest.mark.parametrize("columns", ["0", "1"])
def test_a_usage_error_is_readable_however_narrow_the_terminal_says_it_is(
    columns, monkeypatch, capsys
):
    monkeypatch.setenv("COLUMNS", columns)
    assert "--seed got 'y'; wanted a whole number" in fails(
        monkeypatch, capsys, "assess", "x", "--seed", "y"
    )


def test_closed_pipe_is_no_traceback():
    code = f"{sys.executable} -m detente schema assessment | head -1"
    done = subprocess.run(code, shell=True, capture_output=True, text=True, check=False)  # noqa: S602
    assert "Traceback" not in done.stderr


def test_light_import_loads_nothing_heavy(empty_store):
    heavy = ["duckdb", "scipy", "jinja2", "vl_convert", "ruamel", "pandas"]
    for what in ("import detente", "import detente; detente.assess('anglo-japanese-1905')"):
        code = f"{what}; import sys; print([m for m in {heavy} if m in sys.modules])"
        env = {**os.environ, "PYTHONWARNINGS": ""}  # without data on disk
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=env
        )
        assert done.stdout.strip() == "[]", what


def test_the_list_of_commands_imports_no_computation():
    code = "from detente.cli.main import command_line; command_line(); import sys; print('numpy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_generated_docs_are_up_to_date():
    import importlib.util

    path = Path(__file__).resolve().parents[2] / "docs" / "make.py"
    spec = importlib.util.spec_from_file_location("make_docs", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    pages = module.pages()
    assert pages
    for name, text in pages.items():
        assert (path.parent / name).read_text() == text, f"run `python docs/make.py` ({name})"


def test_a_lens_is_shown_on_a_case_and_over_the_years(real_store, monkeypatch, capsys, tmp_path):
    card = json.loads(works(monkeypatch, capsys, "lens", "regime-distance", "--json"))["card"]
    assert card["has_history"]
    on_case = json.loads(
        works(monkeypatch, capsys, "lens", "two-level", "us-russia-2001", "--json")
    )
    assert on_case["reading"]["basis"] == "judged"
    args = ("lens", "preference-distance", "USA", "RUS", "--years", "1992:2010")
    plot = tmp_path / "distance.svg"
    found = json.loads(works(monkeypatch, capsys, *args, "--plot", plot, "--json"))["series"]
    by_year = {row["year"]: row["value"] for row in found["years"]}
    assert 1.67 <= by_year[1992] <= 1.75  # as Bailey, Strezhnev and Voeten have it
    assert 1.67 <= by_year[1993] <= 1.75
    assert by_year[2006] > by_year[2001] > 2
    moved = found["moved"]
    assert moved["value"] == pytest.approx(abs(moved["side1"] - moved["side2"]), abs=1e-3)
    assert plot.read_text().startswith("<svg ")
    assert "who moved" not in works(monkeypatch, capsys, *args)
    reverse = works(monkeypatch, capsys, "lens", "preference-distance", "RUS", "USA", "--json")
    assert json.loads(reverse)["series"]["states"] == ["Russia", "United States"]


def test_mistakes_with_a_lens_get_one_sentence(real_store, monkeypatch, capsys, tmp_path):
    for args, words in (
        (("lens", "regime-distanse"), "did you mean regime-distance"),
        (("lens", "two-level", "USA", "RUS"), "has no historical counterpart"),
        (("lens", "regime-distance", "USA", "USA"), "one state"),
        (("lens", "preference-distance", "USA", "RUS", "--years", "1816:1850"), "years with one"),
        (("lens", "regime-distance", "USA", "RUS", "--years", "x"), "wanted years such as"),
        (("lens", "regime-distance", "--years", "1990:2000"), "go with a lens and two states"),
        (("lens", "new", "Big Idea"), "is not a valid id"),
        (("lens", "new", "two-level"), "already"),
        (("reciprocity", tmp_path / "none.csv"), "cannot be read"),
    ):
        assert words in fails(monkeypatch, capsys, *args)


def test_a_new_lens_is_ready_to_fill(monkeypatch, capsys, tmp_path):
    works(monkeypatch, capsys, "lens", "new", "old-debts", "--out", tmp_path)
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", tmp_path],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
    )
    assert "3 passed" in done.stdout
    assert "is there already" in fails(
        monkeypatch, capsys, "lens", "new", "old-debts", "--out", tmp_path
    )


def test_a_new_lens_that_was_killed_between_its_two_files_runs_again(monkeypatch, capsys, tmp_path):
    new = ("lens", "new", "old-debts", "--out", tmp_path)
    works(monkeypatch, capsys, *new)
    whole = (tmp_path / "old_debts.py").read_bytes()
    (tmp_path / "old_debts.py").unlink()  # the last one that is written
    works(monkeypatch, capsys, *new)
    assert (tmp_path / "old_debts.py").read_bytes() == whole
    (tmp_path / "old_debts.py").unlink()
    (tmp_path / "test_old_debts.py").write_text("mine")
    assert "is there already" in fails(monkeypatch, capsys, *new)


def test_influence_ledger_and_hypotheses_are_shown(real_store, monkeypatch, capsys):
    held = json.loads(works(monkeypatch, capsys, "influence", "us-russia-2001", "--json"))
    uzbek = next(t for t in held["thirds"] if t["third"] == "UZB")
    assert uzbek["contested_as_coded"]
    assert all(p["panel"] > 0 and p["panel_year"] <= 1999 for p in uzbek["partners"])
    assert sum(p["panel_share"] for p in uzbek["partners"]) == pytest.approx(1)
    assert json.loads(works(monkeypatch, capsys, "ledger", "us-russia-2001", "--json"))["in_debt"]
    assert json.loads(works(monkeypatch, capsys, "ach", "us-russia-2001", "--json"))["leading"]
    for command in ("influence", "ledger", "ach"):
        assert works(monkeypatch, capsys, command, "us-russia-2001").strip()


def test_influence_without_data_shows_what_is_coded(empty_store, monkeypatch, capsys):
    held = json.loads(works(monkeypatch, capsys, "influence", "us-russia-2001", "--json"))
    panel = [p["panel"] for t in held["thirds"] for p in t["partners"]]
    assert panel
    assert set(panel) == {None}


def test_reciprocity_reads_a_series(monkeypatch, capsys, tmp_path):
    path = tmp_path / "s.csv"
    drawn = np.random.default_rng(7).standard_normal((90, 2))
    rows = "\n".join(f"{a},{b}" for a, b in drawn)
    path.write_text(f"a,b\n{rows}\n")
    assert json.loads(works(monkeypatch, capsys, "reciprocity", path, "--json"))["n"] > 40
    path.write_text("a,b\n" + "1,2\n2,1\n" * 30)
    assert "repeats itself" in fails(monkeypatch, capsys, "reciprocity", path, "--lags", 2)
    path.write_text("a,b\n1,2\n1,x\n")
    assert f"{path}:3: b is 'x'" in fails(monkeypatch, capsys, "reciprocity", path)
    path.write_text("a,b\n1,2\n")
    assert f"{path}: the series has 1 known step" in fails(monkeypatch, capsys, "reciprocity", path)


def test_reciprocity_reads_steps_in_the_order_of_their_dates(monkeypatch, capsys, tmp_path):
    path = tmp_path / "s.csv"
    drawn = np.random.default_rng(7).standard_normal((90, 2))
    rows = [f"{1990 + n // 12}-{n % 12 + 1:02}, {a}, {b}" for n, (a, b) in enumerate(drawn)]
    path.write_text("\n".join(["date, a , b", *rows]) + "\n")
    forward = works(monkeypatch, capsys, "reciprocity", path, "--json")
    path.write_text("\n".join(["date, a , b", *reversed(rows)]) + "\n")
    assert works(monkeypatch, capsys, "reciprocity", path, "--json") == forward
    path.write_text("\n".join(["date, a , b", *rows[:40], *rows[41:]]) + "\n")
    assert "; 1 step missing" in works(monkeypatch, capsys, "reciprocity", path)
    path.write_text("\n".join(["date, a , b", *rows, rows[0]]) + "\n")
    said = fails(monkeypatch, capsys, "reciprocity", path)
    assert f"{path}:92: the time '1990-01' stands already in {path}:2" in said
    path.write_text("a,b\n1," + "2" * 200_000 + "\n")
    assert "cannot be read (field larger" in fails(monkeypatch, capsys, "reciprocity", path)


def test_strict_fails_if_a_lens_fails(monkeypatch, capsys):
    from detente import registry

    def raising(case, draw):
        raise ValueError("no luck")

    card = registry.lenses()["time-horizon"].card
    monkeypatch.setitem(registry._lenses, "time-horizon", registry.Lens(card, raising))
    args = ("assess", "us-russia-2001", "--draws", "100")
    works(monkeypatch, capsys, *args, "--json")
    monkeypatch.setattr(sys, "argv", ["detente", *args, "--strict"])
    with pytest.raises(SystemExit) as stop:
        main()
    assert stop.value.code == 1
    assert "time-horizon: raised ValueError: no luck" in capsys.readouterr().err


def test_today_is_the_day_here_not_the_day_in_greenwich():
    """East of UTC, `--as-of` of today was in the future for half the day."""
    folder = Path(detente.__file__).parent
    wrong = [p.name for p in folder.rglob("*.py") if "now(UTC).date()" in p.read_text()]
    assert wrong == []


@pytest.mark.parametrize("windows", [True, False])
def test_a_command_runs_where_the_allocator_has_no_options(monkeypatch, capsys, windows):
    def load(name):
        assert name is None
        if windows:
            raise TypeError("a library needs a name")
        return object()

    monkeypatch.setattr("ctypes.CDLL", load)
    assert detente.__version__ in works(monkeypatch, capsys, "--version")


def test_what_if_prints_the_words_of_a_scenario_with_its_id():
    lines = run(
        "whatif", "us-russia-2001", "--scenario", "s-iraq-attack", "--draws", 200
    ).output.splitlines()
    assert "if America attacks Iraq to bring its regime down (s-iraq-attack)" in lines

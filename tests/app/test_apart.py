"""Large cases: computed in a process of their own, with the same result; others do not wait."""

import ast
import os
import threading
import time
from pathlib import Path

import pytest
from app_kit import bundled, client

import detente.app
from detente.app import case_files
from detente.app.apart import Apart
from detente.app.case_files import CaseText
from detente.app.question import WhatIfQuestion
from detente.app.results import CaseResults
from detente.app.workers import TooBusy
from detente.errors import DataError, DetenteError
from detente.forecast.settings import Settings

FEW = Settings(draws=100)
NAME = "anglo-japanese-1905"


def refuse(words):
    raise DataError(words)


def fail():
    return 1 // 0


def end_at_once():
    os._exit(9)


@pytest.fixture
def apart():
    return Apart(seconds=60)


def test_a_function_runs_in_another_process(apart):
    assert apart.run(os.getpid) != os.getpid()


def test_its_errors_arrive(apart):
    with pytest.raises(DataError, match=r"^such words$"):
        apart.run(refuse, "such words")
    with pytest.raises(RuntimeError, match="ZeroDivisionError"):
        apart.run(fail)


def test_a_process_that_dies_is_a_sentence(apart):
    with pytest.raises(DetenteError, match="ended with code 9; is there memory for it"):
        apart.run(end_at_once)


def test_late_work_is_stopped(apart):
    apart.seconds = 0
    with pytest.raises(TooBusy, match="it was stopped"):
        apart.run(time.sleep, 60)


def test_closing_ends_what_runs(apart):
    threading.Timer(0.5, apart.close).start()
    with pytest.raises(TooBusy):
        apart.run(time.sleep, 60)


def test_a_large_case_has_the_results_of_a_small_one(monkeypatch, empty_store):
    text = CaseText(collection="bundled", id=NAME, data=bundled(NAME))
    other = CaseText(collection="folder", id=NAME, data=bundled(NAME).replace(b".35", b".36", 1))
    question = WhatIfQuestion(scenarios=(text.case().scenarios[0].id,))
    pids = []
    run = Apart.run
    monkeypatch.setattr(Apart, "run", lambda *a: pids.append(a[1].__name__) or run(*a))

    def results():
        made = CaseResults()
        return (
            made.assessment(text, FEW),
            made.what_if(text, FEW, question),
            made.questions(text, FEW),
            made.difference(text, other, FEW),
        )

    small = results()
    assert pids == []
    monkeypatch.setattr(case_files, "_LARGE", 10)
    monkeypatch.setenv("DETENTE_HOME", str(empty_store / "other"))
    assert results() == small
    assert pids == ["assessment_of", "what_if_of", "questions_of", "difference_of"]


def test_a_page_does_not_wait_for_large_cases(tmp_path, monkeypatch, empty_store):
    monkeypatch.setattr(case_files, "_LARGE", 10)
    begun, go = threading.Barrier(3, timeout=30), threading.Event()

    def wait(*_):
        begun.wait()
        go.wait(60)
        raise DataError("not computed here")

    monkeypatch.setattr(CaseResults, "_assess", wait)
    with client(tmp_path) as web:
        paths = [f"/api/cases/bundled/{NAME}/assessment?seed={n}" for n in range(6)]
        asking = [threading.Thread(target=web.get, args=(path,)) for path in paths]
        for thread in asking:
            thread.start()
        begun.wait()  # two run, which is all that may
        try:
            assert web.get("/").status_code == 200
        finally:
            go.set()
            begun.abort()
            for thread in asking:
                thread.join()


def _work_on_cases():
    """Calls of `run` in routes that take a case, by file and line, with their keywords."""
    for path in Path(detente.app.__path__[0]).glob("*.py"):
        for function in ast.walk(ast.parse(path.read_text())):
            if not isinstance(function, ast.AsyncFunctionDef):
                continue
            if "CaseTextParameter" not in ast.unparse(function.args):
                continue
            for call in ast.walk(function):
                if isinstance(call, ast.Call) and ast.unparse(call.func).endswith("workers.run"):
                    yield f"{path.name}:{call.lineno}", [word.arg for word in call.keywords]


def test_every_route_of_a_case_says_whether_it_is_large():
    calls = dict(_work_on_cases())
    assert len(calls) > 10
    assert [place for place, words in calls.items() if "large" not in words] == []

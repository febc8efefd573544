"""The JSON API: the documents of the commands, whatever is sent to it, and many at once."""

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
import schemathesis
from app_kit import bundled, client, folder_with
from hypothesis import HealthCheck, settings

from detente.assessment.assess import assess
from detente.case.load import load
from detente.scenarios.what_if import whatif

US = "/api/cases/bundled/us-russia-2001"
MINE = "/api/cases/folder/mine"
pytestmark = pytest.mark.usefixtures("cached_results")


@pytest.fixture(scope="module")
def web(tmp_path_factory):
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DETENTE_HOME", str(home))  # no data: dyads are 404
        folder = folder_with(tmp_path_factory.mktemp("api"), mine=bundled())
        with client(folder) as client_:
            yield client_


def test_true_and_1_are_different_values_of_a_what_if(web):
    ask = f"{MINE}/whatif?set=threats.russia.attained="
    for number, truth in (("1", "true"), ("0", "false")):
        assert web.get(ask + number).status_code == 200
        assert web.get(ask + truth).status_code == 422


def test_the_list_has_every_case(web):
    entries = web.get("/api/cases").json()
    assert entries[0]["key"] == "folder/mine"
    assert all(c["valid"] and c["members"] and not c["previous"] for c in entries)
    assert [c["editable"] for c in entries] == [True, False, False]


def test_a_case_comes_with_its_text_and_its_levers(web):
    detail = web.get(MINE).json()
    assert detail["text"] == bundled().decode()
    assert detail["scenarios"]
    assert detail["levers"]
    for lever in detail["levers"]:
        low, high = lever["ends"]
        assert lever["value"] in (low, high) or low < lever["value"] < high


def test_an_assessment_is_what_the_command_prints(web):
    ours = assess("us-russia-2001").model_dump_json(by_alias=True)
    assert web.get(f"{US}/assessment").json() == json.loads(ours)


def test_a_what_if_is_the_document_of_the_command(web):
    case = load("us-russia-2001")
    document = web.get(f"{US}/whatif?scenario=s-iraq-attack").json()
    ours = whatif(case, scenarios=["s-iraq-attack"], paths=document["paths"])
    assert document == json.loads(ours.model_dump_json(by_alias=True))


def test_settings_are_part_of_the_question(web):
    some = web.get(f"{US}/whatif?scenario=s-success&draws=200&seed=5").json()
    assert (some["draws"], some["seed"]) == (200, 5)
    assert web.get(f"{US}/whatif?scenario=s-success&draws=99").status_code == 422
    assert web.get(f"{US}/whatif?scenario=s-success&draws=1000000").status_code == 422


def test_validation_names_the_line_of_every_fault(web):
    text = bundled().decode()
    good = {"valid": True, "count": 0, "faults": []}
    assert web.post("/api/validate", json={"text": text}).json() == good
    faulty = web.post("/api/validate", json={"text": text + "nonsense: 1\n"}).json()
    (fault,) = faulty["faults"]
    assert fault["line"] == text.count("\n") + 1
    assert fault["message"].startswith("nonsense: unknown key")
    many = web.post("/api/validate", json={"text": text.replace("actor: ", "actress: ")}).json()
    assert many["count"] > len(many["faults"]) == 25
    assert all(fault["line"] > 1 for fault in many["faults"])
    for odd in ("", "\ud800", "a: &x 1", "[" * 5000, "\x00"):
        reply = web.post("/api/validate", content=json.dumps({"text": odd}))
        assert reply.status_code == 422 or reply.json()["faults"]


def test_a_problem_is_a_sentence(web):
    for path, status in (
        ("/api/cases/folder/none", 404),
        ("/api/cases/elsewhere/none", 422),
        (f"{US}/whatif", 422),
        (f"{US}/whatif?scenario=x", 422),
        ("/api/compare?a=folder/mine&b=x", 404),
        ("/api/nothing", 404),
    ):
        reply = web.get(path)
        assert reply.status_code == status
        assert set(reply.json()) == {"error", "faults"}
        assert reply.json()["error"]


def test_fifty_what_ifs_at_once_are_all_answered(web):
    """Of ten questions, each asked five times at once."""
    wanted = [0.3 + number / 100 for number in range(10)] * 5

    def ask(value):
        return httpx.get(
            f"{web.base_url}{MINE}/whatif?set=threats.russia.attained={value}&draws=100",
            timeout=120,
        )

    with ThreadPoolExecutor(50) as pool:
        replies = list(pool.map(ask, wanted))
    assert [r.status_code for r in replies] == [200] * 50
    values = [r.json()["interventions"][0]["to"] for r in replies]
    assert values == [pytest.approx(value) for value in wanted]
    curves = [json.dumps(r.json()["curve_with"]) for r in replies]
    assert curves == curves[:10] * 5
    assert len(set(curves)) == 10


def test_nothing_that_the_description_allows_or_forbids_breaks_the_server(web):
    description = web.get("/api/openapi.json").json()
    schema = schemathesis.openapi.from_dict(description)
    schema.config.update(base_url=str(web.base_url).rstrip("/"))
    statuses = []

    for operation in schema.get_all_operations():
        case_ = operation.ok().as_strategy()

        @settings(
            max_examples=25, deadline=None, database=None, suppress_health_check=list(HealthCheck)
        )
        @given_(case_)
        def holds(case):
            reply = case.call()
            statuses.append(reply.status_code)
            assert reply.status_code < 500
            case.validate_response(reply, checks=[schemathesis.checks.not_a_server_error])

        holds()
    assert len(statuses) > 100


def given_(strategy):
    from hypothesis import given

    return given(case=strategy)


def test_the_app_is_imported_only_to_serve(tmp_path):
    code = (
        "import sys, detente, detente.cli.main; detente.cli.main.command_line('serve'); "
        "print([m for m in ('fastapi', 'uvicorn', 'starlette') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=os.environ
    )
    assert done.stdout.strip() == "[]"

"""The page of two states' events and its JSON: the document of the command, and what is missing."""

from datetime import date

import pytest
from app_kit import client, csv_rows, folder_with, links_to_files

import detente


@pytest.fixture
def web(event_store, tmp_path):
    with client(folder_with(tmp_path / "cases")) as web:
        yield web


def test_the_page_and_the_json_hold_the_document_of_the_command(web):
    p = detente.pulse("CHN", "IND")
    assert web.get("/api/pulse/CHN/IND").text == p.model_dump_json()
    page = web.get("/pulse/china/750").text
    assert "<h1>China and India: pulse</h1>" in page
    assert "China and India, GDELT 1.0" in page
    assert all(f'<th scope="row">{m.month}</th>' in page for m in p.feeds[0].months)
    assert 'href="https://example.org/' in page


def test_months_and_hindsight_are_those_of_the_address(web):
    page = web.get("/pulse/CHN/IND?from=2018&to=2018-11&view=hindsight").text
    assert 'value="2018-01"' in page
    assert 'value="2018-11"' in page
    assert "HINDSIGHT" in page
    assert "checked" in page
    assert web.get("/pulse/CHN/IND?from=&to=").status_code == 200  # an empty form


def test_charts_and_tables_can_be_had_as_files(web):
    found = links_to_files(web.get("/pulse/CHN/IND?from=2018"))
    assert {link.partition("?")[0].rpartition(".")[2] for link in found} == {"png", "svg", "csv"}
    assert all("from=2018-01" in link for link in found)
    drawn = next(link for link in found if ".svg" in link)
    assert web.get(drawn).text.startswith("<svg")
    p = detente.pulse("CHN", "IND", date(2018, 1, 1))
    months = [m.month for m in p.feeds[0].months]
    every = [row for link in found if "/table-" in link for row in csv_rows(web.get(link))]
    assert set(months) <= {next(iter(row.values())) for row in every}
    assert web.get("/pulse/CHN/IND/download/table-none.csv").status_code == 404


@pytest.mark.parametrize(
    ("address", "status", "sentence"),
    [
        ("/pulse/CHN/CHN", 422, "are one state; wanted two"),
        ("/pulse/CHN/IND?from=soon", 422, "from got &#39;soon&#39;; wanted a year or a month"),
        ("/pulse/CHN/IND?view=later", 422, "view"),
        ("/pulse/FJI/BTN", 404, "no event between Fiji and Bhutan"),
        ("/api/pulse/FJI/BTN", 404, "no event between Fiji and Bhutan"),
    ],
)
def test_a_mistake_is_one_sentence(web, address, status, sentence):
    reply = web.get(address)
    assert reply.status_code == status
    assert sentence in reply.text


def test_without_events_the_page_says_how_to_get_them(web, empty_store):
    page = web.get("/pulse/CHN/IND").text
    assert "China and India: events by month" in page
    assert "detente events load" in page
    assert web.get("/api/pulse/CHN/IND").status_code == 404

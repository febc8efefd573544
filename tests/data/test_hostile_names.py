"""A data file is data: no column name of it is ever run as SQL, whatever the reader."""

from dataclasses import replace

import pytest
from data_kit import NMC_HEADER
from written_kit import ROWS, WRITERS

from detente.data import pull, store
from detente.data.sql import identifier, literal
from detente.errors import DataError
from detente.sources import nmc

ANY = replace(nmc.CARD, sha256=None)
RUN = "COPY (SELECT 1) TO 'written'; --"
HOSTILE = {  # each worked against a reader that pasted names into its SQL
    "ends the statement": f"year\" AS VARCHAR),'','') NOT IN ('') THEN 1 END FROM frame; {RUN}",
    "ends an alias": f'x" FROM frame; {RUN}',
    "ends a text": f"x': 'VARCHAR'}}); {RUN}",
    "quotes of all kinds": "\"'`]})\\",
    "a comment": "/* x -- ",
    "a path": "../../written",
}


@pytest.fixture(autouse=True)
def home(empty_store, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return empty_store


@pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("ending", WRITERS)
def test_a_column_name_is_never_run(ending, name, tmp_path):
    path = tmp_path / "in" / f"NMC-70-abridged{ending}"
    path.parent.mkdir()
    WRITERS[ending](path, [*NMC_HEADER[:-1], name])
    pulled = pull.pull([ANY], path)[0]
    assert pulled.rows == len(ROWS)
    years = [row["year"] for row in store.read(ANY)[0]]
    assert sorted(years) == sorted(row[2] for row in ROWS)
    assert not list(tmp_path.rglob("written"))


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_a_name_at_which_a_statement_would_end_is_refused_with_its_place(ending, tmp_path):
    path = tmp_path / f"NMC-70-abridged{ending}"
    WRITERS[ending](path, [*NMC_HEADER[:-1], "a\0b"])
    with pytest.raises(DataError, match=r"abridged\S+: column 'a\\x00b'; wanted a name without U"):
        pull.pull([ANY], path)


def test_sql_on_files_from_outside_reads_and_writes_nothing_else(tmp_path):
    (tmp_path / "stage").mkdir()
    (tmp_path / "given.csv").write_text("a\n1\n")
    (tmp_path / "other.csv").write_text("a\n1\n")
    only = (tmp_path / "given.csv", tmp_path / "stage")
    with store.database("given.csv", only=only) as connection:
        assert connection.execute("FROM 'given.csv'").fetchall() == [(1,)]
        connection.execute("COPY (SELECT 1 AS a) TO 'stage/out.csv'")
    for statement in (
        "FROM 'other.csv'",
        "COPY (SELECT 1) TO 'stage/../written'",
        "ATTACH 'written'",
        "INSTALL httpfs",
        "SET enable_external_access = true",
        "SET allowed_directories = ['/']",
    ):
        with pytest.raises(DataError), store.database("given.csv", only=only) as connection:
            connection.execute(statement)
    assert not list(tmp_path.rglob("written"))


def test_no_connection_can_be_made_to_load_extensions():
    with pytest.raises(DataError), store.database("x") as connection:
        connection.execute("SET autoinstall_known_extensions = true")


def test_an_identifier_is_one_identifier():
    with store.database("x") as connection:
        for name in [*HOSTILE.values(), 'a""b', "ä\u2028ö"]:
            sql = f"SELECT {literal(name)} AS {identifier(name)}"
            assert connection.execute(sql).description[0][0] == name

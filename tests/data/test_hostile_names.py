"""A data file is data: no column name of it is ever run as SQL, whatever the reader."""

import zipfile
from dataclasses import replace
from xml.sax.saxutils import escape

import pytest
from data_kit import NMC_HEADER, nmc_rows, zipped

from detente.data import pull, store
from detente.data.store import quoted
from detente.errors import DataError
from detente.sources import nmc

ANY = replace(nmc.CARD, sha256=None)
ROWS = nmc_rows(40)
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


def write_csv(path, header):
    import csv

    with path.open("w", newline="") as handle:
        csv.writer(handle).writerows([header, *ROWS])


def write_zip(path, header):
    write_csv(path.with_name("NMC-70-abridged.csv"), header)
    path.write_bytes(
        zipped(**{"NMC-70-abridged.csv": path.with_name("NMC-70-abridged.csv").read_bytes()})
    )


def write_parquet(path, header):
    import pyarrow as pa
    import pyarrow.parquet as pq

    columns = [pa.array([None if v == -9 else v for v in c]) for c in zip(*ROWS, strict=True)]
    pq.write_table(pa.Table.from_arrays(columns, names=header), path)


def write_stata(path, header):
    """Stata allows no such name, so a permitted one of the same length is overwritten."""
    import pandas as pd

    *known, name = header
    stand_in = "z" * min(len(name), 31)
    pd.DataFrame(ROWS, columns=[*known, stand_in]).to_stata(path, write_index=False, version=118)
    room = 129  # bytes of a name in format 118
    path.write_bytes(
        path.read_bytes().replace(
            stand_in.encode().ljust(room, b"\0"), name.encode().ljust(room, b"\0")[:room], 1
        )
    )


def write_sheet(path, header):
    def cell(value):
        kind, tag = ("inlineStr", "is") if isinstance(value, str) else ("n", "v")
        inner = f"<t>{escape(value)}</t>" if isinstance(value, str) else value
        return f'<c t="{kind}"><{tag}>{inner}</{tag}></c>'

    rows = "".join(f"<row>{''.join(map(cell, row))}</row>" for row in [header, *ROWS])
    main, office = "spreadsheetml/2006/main", "officeDocument/2006/relationships"
    base = "http://schemas.openxmlformats.org"
    parts = {
        "_rels/.rels": f'<Relationships xmlns="{base}/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{base}/{office}/officeDocument" Target="xl/workbook.xml"/>'
        "</Relationships>",
        "xl/workbook.xml": f'<workbook xmlns="{base}/{main}" xmlns:r="{base}/{office}">'
        '<sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{base}/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{base}/{office}/worksheet" Target="worksheets/a.xml"/>'
        "</Relationships>",
        "xl/worksheets/a.xml": f'<worksheet xmlns="{base}/{main}"><sheetData>{rows}</sheetData>'
        "</worksheet>",
    }
    with zipfile.ZipFile(path, "w") as opened:
        for name, text in parts.items():
            opened.writestr(name, text)


READERS = {
    ".csv": write_csv,
    ".zip": write_zip,
    ".parquet": write_parquet,
    ".dta": write_stata,
    ".xlsx": write_sheet,
}


@pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("ending", READERS)
def test_a_column_name_is_never_run(ending, name, tmp_path):
    path = tmp_path / "in" / f"NMC-70-abridged{ending}"
    path.parent.mkdir()
    READERS[ending](path, [*NMC_HEADER[:-1], name])
    pulled = pull.pull([ANY], path)[0]
    assert pulled.rows == len(ROWS)
    years = [row["year"] for row in store.read(ANY)[0]]
    assert sorted(years) == sorted(row[2] for row in ROWS)
    assert not list(tmp_path.rglob("written"))


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
            sql = f"SELECT {quoted(name)} AS {store.identifier(name)}"
            assert connection.execute(sql).description[0][0] == name

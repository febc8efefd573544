"""Files of invented rows in each format that a reader of `data/tabular.py` reads."""

import csv
import zipfile
from xml.sax.saxutils import escape

from data_kit import nmc_rows, zipped

ROWS = nmc_rows(40)


def write_csv(path, header):
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


def frame_of_rows(header):
    """The rows as a data frame."""
    import pandas as pd

    return pd.DataFrame(ROWS, columns=header)


def write_stata(path, header):
    """Stata allows no such name, so a permitted one of the same length is overwritten."""
    *known, name = header
    stand_in = "z" * min(len(name), 31)
    frame_of_rows([*known, stand_in]).to_stata(path, write_index=False, version=118)
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


WRITERS = {
    ".csv": write_csv,
    ".zip": write_zip,
    ".parquet": write_parquet,
    ".dta": write_stata,
    ".xlsx": write_sheet,
}

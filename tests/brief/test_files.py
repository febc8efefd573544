"""Tables and charts as files: every number of a chart in its CSV, no formula, the same bytes."""

import csv
import io
import struct
from datetime import date
from decimal import Decimal
from itertools import product

import pytest

from detente.brief.archive import pack, read_archive
from detente.brief.blocks import column, figures, table
from detente.brief.charts import catalogue, specs
from detente.brief.charts.theme import png
from detente.brief.figures_csv import chart_csv, table_csv
from detente.brief.files import CHART_FORMS
from detente.brief.partnerships_csv import partnerships_csv
from detente.document.csv_text import csv_text


def read(data):
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def test_every_chart_gives_the_rows_that_it_draws(documents):
    drawn = [
        (name, spec) for a in documents.values() for name in catalogue() for spec in specs(a, name)
    ]
    assert len(drawn) > 20
    for name, spec in drawn:
        rows = read(chart_csv(spec))
        assert rows, name
        assert all(any(row.values()) for row in rows), name
        assert "\n" not in "".join(v for row in rows for v in row.values()), name


def test_the_numbers_of_a_chart_are_those_of_the_document(documents):
    document = documents["us-russia-2001"]
    rows = read(chart_csv(*specs(document, "fates")))
    assert [float(row["mean"]) for row in rows] == [fate.p.mean for fate in document.fates]
    issues = read(chart_csv(specs(document, "positions")[0]))
    assert {row["panel"] for row in issues} > {"What the Northern Alliance may do"}


def test_a_table_is_as_it_stands_and_no_formula():
    data = table_csv(
        table(
            "t",
            "A caption",
            [column("Who"), figures("Size")],
            [("=HYPERLINK(1)", "-0.5"), ("@x", "+1"), ("a\nb", "−2")],
        )
    )
    assert data.decode("utf-8-sig").splitlines() == [
        '"Who","Size"',
        """"'=HYPERLINK(1)","-0.5\"""",
        """"'@x","+1\"""",
        '"a b","−2"',
    ]


def test_partnerships_are_no_formula():
    chances = {str(h): {"mean": 0.123456, "low": 0.1, "high": 0.2} for h in (1, 5, 10)}
    given = {"ccodes": (2, 365), "states": (CALL, "B"), "ties": ("x", "@y"), "drivers": ()}
    (row,) = csv.DictReader(io.StringIO(partnerships_csv([given | {"p_rupture": chances}])))
    assert (row["state1"], row["ties"], row["p5"]) == (f"'{CALL}", "x;' @y", "0.12346")


CALL = "=1+cmd|' /C calc'!A0"


@pytest.mark.parametrize("between", [";", "; ", "\t", "\r", "\r\n", "\u2028", ';"', "; @x;"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_no_cell_begins_as_a_formula_whatever_the_separator(between, separator):
    text = csv_text(["who", "p"], [["x", f"x{between}{CALL}{between}y"], [CALL, 0.5]])
    assert len(text.splitlines()) == 3
    cells = [c for row in csv.reader(text.splitlines(), delimiter=separator) for c in row]
    assert any("cmd" in cell for cell in cells)
    assert [c for c in cells if c.lstrip(' "').startswith(("=", "+", "-", "@"))] == []


def test_a_cell_does_not_depend_on_its_neighbours_nor_on_the_length_of_the_table():
    as_text = {CALL: f"'{CALL}", "a;=1": "a;'=1", "two\nlines": "two lines", "\u2028@": "' @"}
    cells = ["plain", 'say "yes"', " -1", "_x", "\u00e9", "", None, *as_text]
    cells += [0, 1, 1.0, 1e-7, float("nan"), True, date(2020, 1, 31), Decimal("1.50")]
    mixed = list(product(cells, repeat=3))
    rows = [*mixed, *[["\u00fc 1", None, 0.5], ["t", "x", 2]] * 1500, ["alone"], *mixed[:5]]
    by_the_library = io.StringIO()
    file = csv.writer(by_the_library, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC)
    known = [
        [as_text[c] if isinstance(c, str) and c in as_text else c for c in row] for row in rows
    ]
    file.writerows([["a", "b", "c"], *known])
    assert csv_text(["a", "b", "c"], rows) == by_the_library.getvalue()


def test_signed_figures_of_our_own_stand_alike_with_either_sign():
    shown = ["1.6 points", "0.21 (−0.20 to +0.61)", "10.1 points (−1.9 to +20.8)", "3 SD", "", "3%"]
    both = [f"{sign}{words}" for words in shown for sign in "+-−"]
    (read_back,) = csv.reader([csv_text(both, ())])
    assert read_back == both
    for no_figure in ("+1 A1", "-1+cmd", "+f(1)", "-2 points|x", "+1 (−2 to @x)"):
        assert csv_text([no_figure], ()) == f'"\'{no_figure}"\n'


def test_a_picture_is_twice_as_large_as_on_the_page_and_white():
    spec = {"data": {"values": [{"x": 1}]}, "mark": "point", "width": 50, "height": 20}
    picture = png(spec)
    wide, high = struct.unpack(">II", picture[16:24])
    assert picture.startswith(b"\x89PNG")
    assert wide >= 100
    assert high >= 40
    assert CHART_FORMS["svg"](spec).startswith(b"<svg")


def test_a_zip_has_no_clock():
    made = pack({"a.csv": b"1", "b.csv": b"2"})
    assert read_archive(made) == {"a.csv": b"1", "b.csv": b"2"}
    assert pack(read_archive(made)) == made

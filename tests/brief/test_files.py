"""Tables and charts as files: every number of a chart in its CSV, no formula, the same bytes."""

import csv
import io
import struct

from detente.brief.archive import pack, unpack
from detente.brief.blocks import column, figures, table
from detente.brief.charts import catalogue, specs
from detente.brief.charts.theme import png
from detente.brief.figures_csv import chart_csv, table_csv
from detente.brief.files import CHART_FORMS


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
        "Who,Size",
        "'=HYPERLINK(1),-0.5",
        "'@x,+1",
        "a b,−2",
    ]


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
    assert unpack(made) == {"a.csv": b"1", "b.csv": b"2"}
    assert pack(unpack(made)) == made

"""Rows of every format, made in code: each is one event between two states unless changed."""

from detente.events.feed import feed_named

_GDELT = {
    "SQLDATE": "20240115",
    "MonthYear": "202401",
    "Year": "2024",
    "FractionDate": "2024.0411",
    "Actor1Code": "USAGOV",
    "Actor1Name": "UNITED STATES",
    "Actor1CountryCode": "USA",
    "Actor1Type1Code": "GOV",
    "Actor2Code": "RUS",
    "Actor2Name": "RUSSIA",
    "Actor2CountryCode": "RUS",
    "IsRootEvent": "1",
    "EventCode": "042",
    "EventBaseCode": "042",
    "EventRootCode": "04",
    "QuadClass": "1",
    "GoldsteinScale": "1.9",
    "NumMentions": "4",
    "SOURCEURL": "https://example.org/a",
}
_ICEWS = {
    "Event Date": "2018-06-01",
    "Source Name": "Foreign Affairs (Russia)",
    "Source Sectors": "Executive,Foreign Ministry,Government",
    "Source Country": "Russian Federation",
    "Event Text": "Consult",
    "CAMEO Code": "040",
    "Intensity": "1.0",
    "Target Name": "China",
    "Target Sectors": "NA",
    "Target Country": "China",
    "Story ID": "77",
    "Sentence Number": "2",
    "Publisher": "Xinhua",
}
_POLECAT = {
    "Event Date": "2023-02-03",
    "Event Type": "CONSULT",
    "Event Mode": "visit",
    "Intensity": "4.0",
    "Quad Code": "VERBAL COOPERATION",
    "Actor Country": "IND",
    "Primary Actor Sector": "MIL",
    "Recipient Country": "PAK",
    "Primary Recipient Sector": "None",
    "Source": "PTI",
    "Publication Date": "2023-02-04",
}
_DAILY = {
    "Date": "20160302",
    "Year": "2016",
    "Month": "03",
    "Day": "02",
    "SourceActorEntity": "TUR",
    "SourceActorRole": "GOV",
    "TargetActorEntity": "SYR",
    "TargetActorRole": "CVL",
    "EventCode": "190",
    "EventRootCode": "19",
    "PentaClass": "4",
    "GoldsteinScore": "-10.0",
    "URLs": "https://example.org/b",
}
_HISTORICAL = {
    "story_date": "3/2/1962",
    "year": "1962",
    "month": "3",
    "day": "2",
    "source_root": "USA",
    "source_agent": "GOV",
    "target_root": "RUS",
    "code": "112",
    "root_code": "11",
    "quad_class": "3",
    "goldstein": "-2.0",
    "placename": '"Moscow, ""the"" city"',
    "aid": "12",
    "process": "NYT",
}
_REDUCED = {
    "Date": "20110304",
    "Source": "FRAGOV",
    "Target": "DEU",
    "CAMEOCode": "036",
    "NumEvents": "3",
    "NumArts": "7",
    "QuadClass": "1",
    "Goldstein": "4.0",
}


def row(columns, values, delimiter="\t", blank=""):
    return delimiter.join(values.get(name, blank) for name in columns)


def of(changes, number):
    """Values of one row, of which some are functions of its number."""
    return {k: v(number) if callable(v) else v for k, v in changes.items()}


def gdelt(feed="gdelt2", n=1, width=None, **changes):
    """Rows of GDELT with ids from 1; ``changes`` are values, or functions of the number."""
    columns = feed_named(feed).layouts[0].columns
    columns = columns[: width or len(columns)]
    added = {"gdelt1": "20240115", "gdelt2": "20240115101500"}[feed]
    lines = []
    for i in range(1, n + 1):
        values = {"GLOBALEVENTID": str(i), "DATEADDED": added, **_GDELT, **of(changes, i)}
        lines.append(row(columns, values))
    return "".join(line + "\n" for line in lines)


def headed(feed, n=1, layout=0, without=(), **changes):
    """Rows of a format with a header."""
    made = feed_named(feed).layouts[layout]
    values = {"icews": _ICEWS, "polecat": _POLECAT, "gdelt-reduced": _REDUCED}.get(
        feed, _HISTORICAL
    )
    key = {"icews": "Event ID", "polecat": "Event ID", "phoenix": "eid"}.get(feed, "")
    columns = [c for c in made.columns if c not in without]
    blank = "NA" if feed == "icews" else ""
    lines = [made.delimiter.join(columns)]
    for i in range(1, n + 1):
        own = {key: f"e{i}", **values, **of(changes, i)}
        lines.append(row(columns, own, made.delimiter, blank))
    return "".join(line + "\n" for line in lines)


def phoenix_daily(n=1, **changes):
    columns = feed_named("phoenix").layouts[0].columns
    rows = (row(columns, {"EventID": f"{i}_0", **_DAILY, **changes}) for i in range(1, n + 1))
    return "".join(line + "\n" for line in rows)


def stored(feed, columns="*", order="day, source, target, event"):
    """Rows of the store."""
    import duckdb

    from detente.events import store

    paths = [str(path) for path in store.parts(feed)]
    if not paths:
        return []
    sql = f"SELECT {columns} FROM read_parquet({paths}) ORDER BY {order}"
    return duckdb.sql(sql).fetchall()


def load_text(folder, text, name="events.txt", feed="auto"):
    """The report of one file with this text."""
    from detente.events.load import load_events

    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    (report,) = load_events([path], feed)
    return report

"""Stored events made in code."""

from itertools import groupby

from detente.events import store
from detente.events.rows import COLUMNS

DEFAULTS = {
    "source": 2,
    "target": 365,
    "source_role": "government",
    "target_role": "government",
    "code": "042",
    "root": "04",
    "quad": 1,
    "goldstein": 1.0,
    "mentions": 1,
    "misdated": False,
}


def write(path, rows):
    """Rows as a Parquet file with the columns of the store; returns its path."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    kinds = {"DATE": pa.date32(), "SMALLINT": pa.int16(), "TINYINT": pa.int8()}
    kinds |= {"INTEGER": pa.int32(), "FLOAT": pa.float32()}
    kinds |= {"VARCHAR": pa.string(), "BOOLEAN": pa.bool_()}
    schema = pa.schema([(name, kinds[kind]) for name, kind in COLUMNS.items()])
    pq.write_table(pa.Table.from_pylist(rows, schema=schema), path)
    return path


def put(feed, *rows):
    """Add rows to the store of a feed, a part for each month, as the loader does."""
    folder = store.folder(feed)
    folder.mkdir(parents=True, exist_ok=True)
    held = store.manifest(feed)
    made = {}
    whole = sorted((DEFAULTS | row for row in rows), key=lambda row: row["day"])
    for month, group in groupby(whole, lambda row: f"{row['day']:%Y-%m}"):
        of_month = list(group)
        path = write(folder / f"{month}-{len(held.parts)}.parquet", of_month)
        ends = {"first": str(of_month[0]["day"]), "last": str(of_month[-1]["day"])}
        made[path] = store.StoredPart(file=path.name, month=month, rows=len(of_month), **ends), ()
    loaded = store.Loaded(name="x", sha256=str(len(held.files)), lines=len(rows), rows=len(rows))
    store.commit_parts(held, [loaded], made)

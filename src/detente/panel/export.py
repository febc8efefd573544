"""Write a panel to a file, sorted and in one step, with a codebook of its columns."""

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente import __version__
from detente.data import store
from detente.data.as_of import last_day
from detente.data.sql import Template, joined, literal, sql, word
from detente.document.labels import PanelUnit
from detente.errors import DataError, FileError
from detente.files import replacing
from detente.panel.create import panel_settings, query_panel, settings_of_view, view
from detente.registry import measures, sources

if TYPE_CHECKING:
    from duckdb import DuckDBPyRelation

FORMATS = (".parquet", ".csv", ".dta")
STATA_NAMES = {"end": "last_day"}  # of columns whose name is a word of its language
_KEYS = {
    "ccode": "Correlates of War code of the state",
    "ccode1": "Correlates of War code of state 1",
    "ccode2": "Correlates of War code of state 2",
    "year": "calendar year; of a spell the year in which it begins",
    "atopid": "ATOP number of the treaty",
    "begin": "first day of the spell",
    "end": "last day of the spell, or of what is known",
    "duration": "years from begin to end, days / 365.25",
    "termination": "fulfilled, broken, renegotiated or censored",
    "bilat": "1 if the treaty is bilateral",
    "defense": "1 if the treaty obliges to defend",
    "offense": "1 if it obliges to join in attack",
    "neutral": "1 if it obliges to stay neutral",
    "nonagg": "1 if it obliges to refrain from force",
    "consul": "1 if it obliges to consult",
}


def write_panel(relation: "DuckDBPyRelation", path: Path) -> int:
    """Write a panel as Parquet, CSV or Stata, by the suffix of the file name.

    Rows are sorted by state codes and year. A Parquet file holds its codebook under the key
    ``detente``. The file appears whole or not at all.

    Parameters
    ----------
    relation : DuckDBPyRelation
        A panel of `detente.create_panel`, or what was made of it.
    path : Path
        The file; its suffix is one of ``FORMATS``.

    Returns
    -------
    int
        Number of rows.

    Raises
    ------
    DataError
        If the suffix is another one.
    FileError
        If there is no such folder, or the file cannot be written.
    """
    kind = panel_format(path)
    with replacing(path) as part, store.working(path):
        return _write(relation, part, kind)


def panel_format(path: Path) -> str:
    """Suffix of the file that a panel is to be written to; checked before any work is done for it.

    Raises
    ------
    DataError
        If it is none of ``FORMATS``.
    FileError
        If there is no such folder.
    """
    kind = path.suffix.lower()
    if kind not in FORMATS:
        raise DataError(f"{path}: wanted a name that ends in {', '.join(FORMATS)}")
    if not path.parent.is_dir():
        raise FileError(f"{path.parent}: no such folder")
    return kind


# Bloom filters help who looks up one value; the rows are sorted by what is looked up
_PARQUET = Template("FORMAT parquet, WRITE_BLOOM_FILTER false, KV_METADATA {{detente: {book}}}")
# the file is a temporary one already, which is swept
_COPY = Template(
    "COPY (SELECT * FROM {name} ORDER BY {keys}) TO {target} ({options}, USE_TMP_FILE false)"
)


def _write(relation: "DuckDBPyRelation", path: Path, kind: str) -> int:
    keys = joined(word(k) for k in ("ccode", "ccode1", "ccode2", "year") if k in relation.columns)
    if kind == ".dta":
        ordered = sql("SELECT * FROM panel ORDER BY {keys}", keys=keys)
        return _stata(query_panel(relation, ordered), path)
    name, small = view(relation)
    options, reader = sql("FORMAT csv, HEADER"), sql("read_csv")
    if kind == ".parquet":
        book = literal(json.dumps(_codebook(relation, *settings_of_view(small))))
        options, reader = _PARQUET.fill(book=book), sql("read_parquet")
    target = literal(str(path))
    copy = _COPY.fill(name=word(name), keys=keys, target=target, options=options)
    small.query("copied", copy)
    count = sql("SELECT count(*) FROM {reader}({target})", reader=reader, target=target)
    row = small.query("counted", count).fetchone()
    return int(row[0]) if row else 0


def _stata(ordered: "DuckDBPyRelation", path: Path) -> int:
    import warnings

    from pandas.errors import InvalidColumnName

    labels = {STATA_NAMES.get(c, c): t[:80] for c, (t, _) in _described(ordered.columns).items()}
    frame = ordered.df().rename(columns=STATA_NAMES)
    with warnings.catch_warnings():
        warnings.simplefilter("error", InvalidColumnName)  # pandas would give it another name
        try:
            frame.to_stata(path, write_index=False, version=118, variable_labels=labels)
        except InvalidColumnName as problem:
            names = ", ".join(re.findall(r"(?m)^ +(.+?) +->", str(problem)))
            raise DataError(f"Stata takes no column of the name {names}; write .csv") from None
    return len(frame)


def codebook(relation: "DuckDBPyRelation") -> dict[str, Any]:
    """Codebook of a panel: unit, columns with meaning and sources, their versions, citations."""
    return _codebook(relation, *panel_settings(relation))


def _codebook(relation: "DuckDBPyRelation", unit: PanelUnit, cutoff: int | None) -> dict[str, Any]:
    columns = _described(relation.columns)
    held = store.status()
    used = sorted({s for _, ids in columns.values() for s in ids} | {"cow-states"})
    return {
        "detente": __version__,
        "unit": unit,
        "known_to": None if cutoff is None else last_day(cutoff).isoformat(),
        "columns": {c: {"meaning": m, "sources": list(s)} for c, (m, s) in columns.items()},
        "sources": {
            s: {
                "version": held[s].version,
                "sha256": held[s].sha256,
                "cite": sources()[s].citation.text,
            }
            for s in used
            if s in held
        },
    }


def _described(columns: list[str]) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Meaning and sources of every column, keys included."""
    known: dict[str, tuple[str, tuple[str, ...]]] = {k: (v, ()) for k, v in _KEYS.items()}
    for card in (measure.card for measure in measures().values()):
        for column, meaning in card.columns.items():
            known[column] = (meaning, card.sources)
            if card.per == "state-year":
                for side in ("1", "2"):
                    known[column + side] = (f"{meaning} (state {side})", card.sources)
    return {c: known.get(c, ("", ())) for c in columns}

"""Event counts that a user brings, by directed pair of states and year."""

from detente.panel.tables import Tables
from detente.registry import measures

SOURCE = "icews-quads"


def quads(tables: Tables) -> str:
    """SQL of counts by quadrant; ISO-3 codes of the file are those of the state of the year.

    Raises
    ------
    MissingData
        If the user brought no file.
    """
    codes = measures()["codes"].query(tables)
    return f"""
    SELECT a.ccode AS ccode1, b.ccode AS ccode2, e.year, verb_coop, matl_coop, verb_conf, matl_conf
    FROM {tables[SOURCE]} e
    JOIN ({codes}) a ON a.iso3 = e.source AND a.year = e.year
    JOIN ({codes}) b ON b.iso3 = e.target AND b.year = e.year
    WHERE a.ccode <> b.ccode
    """

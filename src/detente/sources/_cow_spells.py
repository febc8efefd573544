"""Columns of the two lists of the Correlates of War that hold spells of states."""

COLUMNS = {
    "ccode": "INTEGER",
    "styear": "INTEGER",
    "stmonth": "INTEGER",
    "stday": "INTEGER",
    "endyear": "INTEGER",
    "endmonth": "INTEGER",
    "endday": "INTEGER",
}

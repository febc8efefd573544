"""What the formats of GDELT share: columns, and the columns of a stored event."""

from detente.events import cameo

OWN_RULE = (
    "GDELT's own QuadClass, in which 09 is material cooperation and 14 verbal conflict, unlike "
    "the usual rule"
)
_ACTOR = (
    *("Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code"),
    *("Religion2Code", "Type1Code", "Type2Code", "Type3Code"),
)
HEAD = (
    *("GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate"),
    *(f"Actor{n}{part}" for n in (1, 2) for part in _ACTOR),
    *("IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass"),
    *("GoldsteinScale", "NumMentions", "NumSources", "NumArticles", "AvgTone"),
)


def place_columns(*areas: str) -> tuple[str, ...]:
    """Names of the columns of places, with those of the administrative areas that a version has."""
    parts = ("Type", "FullName", "CountryCode", *areas, "Lat", "Long", "FeatureID")
    return tuple(f"{who}Geo_{part}" for who in ("Actor1", "Actor2", "Action") for part in parts)


def event_columns(added: str) -> dict[str, str]:
    """SQL of a stored event from the columns of GDELT.

    Parameters
    ----------
    added : str
        SQL of the day of the file.
    """
    return {
        "day": "CAST(try_strptime(SQLDATE, '%Y%m%d') AS DATE)",
        "one": "Actor1CountryCode",
        "two": "Actor2CountryCode",
        "source_role": _role("Actor1"),
        "target_role": _role("Actor2"),
        "code": "EventCode",
        "root": "EventRootCode",
        "quad": "TRY_CAST(QuadClass AS TINYINT)",
        "goldstein": "GoldsteinScale",
        "mentions": "NumMentions",
        "event": "GLOBALEVENTID",
        "reference": "SOURCEURL",
        "added": added,
    }


def _role(actor: str) -> str:
    """A country alone has no role; an ethnic or religious group or a known one is "other"."""
    types = (f"{actor}Type{n}Code" for n in (1, 2, 3))
    return (
        f"CASE WHEN {actor}Code = {actor}CountryCode THEN 'none' "
        f"WHEN {actor}Type1Code IS NULL THEN 'other' ELSE {cameo.role(*types)} END"
    )


def row_faults(first: int, last: int) -> dict[str, str]:
    """Reasons to reject a row, and their conditions.

    Parameters
    ----------
    first, last : int
        Smallest and largest DATEADDED, as a number.
    """
    return {
        "DATEADDED is not a date": _not_within("DATEADDED", first, last),
        "GLOBALEVENTID is not a number": "TRY_CAST(GLOBALEVENTID AS UBIGINT) IS NULL",
        "QuadClass is not 1 to 4": _not_within("QuadClass", 1, 4),
        "EventCode does not begin with EventRootCode": "coalesce(substr(EventCode, 1, 2) "
        "<> EventRootCode, true)",
    }


def _not_within(column: str, first: int, last: int) -> str:
    return f"coalesce(TRY_CAST({column} AS BIGINT) NOT BETWEEN {first} AND {last}, true)"


def looks(added: str) -> dict[str, str]:
    """Regular expressions by which rows of GDELT are recognised.

    Parameters
    ----------
    added : str
        That of DATEADDED.
    """
    return {"GLOBALEVENTID": r"\d+", "SQLDATE": r"\d{8}", "DATEADDED": added}

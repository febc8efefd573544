"""What the formats of GDELT share: columns, roles, and the columns of a stored event."""

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


def geography(*areas: str) -> tuple[str, ...]:
    """Names of the columns of places, with those of the administrative areas that a version has."""
    parts = ("Type", "FullName", "CountryCode", *areas, "Lat", "Long", "FeatureID")
    return tuple(f"{who}Geo_{part}" for who in ("Actor1", "Actor2", "Action") for part in parts)


def rows(added: str) -> dict[str, str]:
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
    types = ", ".join(f"{actor}Type{n}Code" for n in (1, 2, 3))
    return (
        f"CASE WHEN {actor}Code = {actor}CountryCode THEN 'none' "
        f"WHEN {actor}Type1Code IS NULL THEN 'other' ELSE {cameo.role(f'[{types}]')} END"
    )


def faults(bad_added: str) -> dict[str, str]:
    """Reasons to reject a row, and their conditions.

    Parameters
    ----------
    bad_added : str
        SQL of: the day of the file is not a date.
    """
    return {
        "DATEADDED is not a date": bad_added,
        "GLOBALEVENTID is not a number": "coalesce(NOT regexp_full_match(GLOBALEVENTID, "
        "'[0-9]+'), true)",
        "QuadClass is not 1 to 4": "coalesce(QuadClass NOT IN ('1', '2', '3', '4'), true)",
        "EventRootCode does not begin EventCode": "coalesce(NOT starts_with(EventCode, "
        "EventRootCode) OR length(EventRootCode) <> 2, true)",
    }


def looks(added: str) -> dict[str, str]:
    """Regular expressions by which rows of GDELT are recognised.

    Parameters
    ----------
    added : str
        That of DATEADDED.
    """
    return {"GLOBALEVENTID": r"\d+", "SQLDATE": r"\d{8}", "DATEADDED": added}

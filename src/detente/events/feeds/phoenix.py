"""Phoenix: daily files of 26 columns without header, and the historical ones of 25 with a header.

Columns of the daily files: Open Event Data Alliance. Historical: Althaus, S. et al. (2017). Cline
Center Historical Phoenix Event Data. https://doi.org/10.13012/B2IDB-0647142_V1
"""

from detente.events import cameo
from detente.events.feed import Feed, Layout, feed


def _day(year: str, month: str, day: str) -> str:
    return (
        f"CAST(try_strptime(concat_ws('-', {year}, lpad({month}, 2, '0'), lpad({day}, 2, '0')), "
        "'%Y-%m-%d') AS DATE)"
    )


def _own(column: str) -> str:
    """Class 0, a neutral statement, is in none of the four."""
    return f"nullif(TRY_CAST({column} AS TINYINT), 0)"


def _bad(column: str) -> dict[str, str]:
    classes = "('0', '1', '2', '3', '4')"
    return {f"{column} is not 0 to 4": f"coalesce({column} NOT IN {classes}, true)"}


_DAILY = Layout(
    columns=(
        *("EventID", "Date", "Year", "Month", "Day", "SourceActorFull", "SourceActorEntity"),
        *("SourceActorRole", "SourceActorAttribute", "TargetActorFull", "TargetActorEntity"),
        *("TargetActorRole", "TargetActorAttribute", "EventCode", "EventRootCode", "PentaClass"),
        *("GoldsteinScore", "Issues", "Lat", "Lon", "LocationName", "StateName", "CountryCode"),
        *("SentenceID", "URLs", "NewsSources"),
    ),
    looks={"Date": r"\d{8}", "Year": r"\d{4}", "PentaClass": "[0-4]"},
    rows={
        "day": "CAST(try_strptime(\"Date\", '%Y%m%d') AS DATE)",
        "one": "SourceActorEntity",
        "two": "TargetActorEntity",
        "source_role": cameo.role("SourceActorRole"),
        "target_role": cameo.role("TargetActorRole"),
        "code": "EventCode",
        "root": "substr(EventCode, 1, 2)",
        "quad": _own("PentaClass"),
        "goldstein": "GoldsteinScore",
        "event": "EventID",
        "reference": "URLs",
    },
    faults=_bad("PentaClass"),
)
_HISTORICAL = Layout(
    columns=(
        *("eid", "story_date", "year", "month", "day", "source", "source_root", "source_agent"),
        *("source_others", "target", "target_root", "target_agent", "target_others", "code"),
        *("root_code", "quad_class", "goldstein", "joined_issues", "lat", "lon", "placename"),
        *("statename", "countryname", "aid", "process"),
    ),
    header=True,
    delimiter=",",
    rows={
        "day": _day('"year"', '"month"', '"day"'),
        "one": "source_root",
        "two": "target_root",
        "source_role": cameo.role("source_agent"),
        "target_role": cameo.role("target_agent"),
        "code": "code",
        "root": "substr(code, 1, 2)",
        "quad": _own("quad_class"),
        "goldstein": "goldstein",
        "event": "eid",
        "reference": "concat_ws(', article ', \"process\", aid)",
    },
    faults=_bad("quad_class"),
)

PHOENIX = feed(
    Feed(
        id="phoenix",
        label="Phoenix",
        quad_rule="Phoenix's own class; its class 0, neutral statements, is in no quad class",
        state=cameo.state_of_code,
        layouts=(_DAILY, _HISTORICAL),
        code="(0[1-9]|1[0-9]|20)[0-9]{0,2}",
        code_without_zero="[1-9]|2[1-9]|[3-9][0-9]|2[1-9][0-9]|[3-9][0-9]{2}",
    )
)

"""ICEWS: the files of the Dataverse, 20 columns with a header; blanks are the text NA.

Boschee, E. et al. (2015). ICEWS Coded Event Data. Harvard Dataverse.
https://doi.org/10.7910/DVN/28075
"""

from datetime import date

from detente.events import cameo, names
from detente.events.feed import Feed, Layout, feed

# Names that do not mean one state by themselves, and what they mean in this feed.
_NAMES = {"Congo": "Republic of the Congo", "Occupied Palestinian Territory": "Palestine"}


def _state(name: str, day: date) -> int | None:
    return names.state_of_name(_NAMES.get(name, name), day)


def _known(column: str) -> str:
    return f"nullif(\"{column}\", 'NA')"


def _role(column: str) -> str:
    sectors = f"string_split(\"{column}\", ',')"
    return (
        f"CASE WHEN coalesce(\"{column}\", 'NA') = 'NA' THEN 'none' "
        f"WHEN list_contains({sectors}, 'Military') THEN 'military' "
        f"WHEN list_contains({sectors}, 'Government') THEN 'government' ELSE 'other' END"
    )


ICEWS = feed(
    Feed(
        id="icews",
        label="ICEWS",
        quad_rule=cameo.USUAL_RULE,
        state=_state,
        note="The series ends in April 2023.",
        layouts=(
            Layout(
                columns=(
                    *("Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country"),
                    *("Event Text", "CAMEO Code", "Intensity", "Target Name", "Target Sectors"),
                    *("Target Country", "Story ID", "Sentence Number", "Publisher", "City"),
                    *("District", "Province", "Country", "Latitude", "Longitude"),
                ),
                header=True,
                rows={
                    "day": 'TRY_CAST("Event Date" AS DATE)',
                    "one": _known("Source Country"),
                    "two": _known("Target Country"),
                    "source_role": _role("Source Sectors"),
                    "target_role": _role("Target Sectors"),
                    "code": '"CAMEO Code"',
                    "root": 'substr("CAMEO Code", 1, 2)',
                    "quad": cameo.quad('substr("CAMEO Code", 1, 2)'),
                    "goldstein": _known("Intensity"),
                    "event": '"Event ID"',
                    "reference": f"concat_ws(', story ', {_known('Publisher')}, "
                    f"{_known('Story ID')})",
                },
            ),
        ),
    )
)

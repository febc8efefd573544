"""POLECAT: weekly files of 40 columns with a header, in the PLOVER ontology.

Halterman, A. et al. (2023). POLECAT: Political Event Classification, Attributes, and Types.
Harvard Dataverse. https://doi.org/10.7910/DVN/AJGVIT
"""

from datetime import date

from detente.events import cameo, names
from detente.events.feed import Feed, Layout, feed

# Names of PLOVER's four quad codes, in the order of the quad classes.
_QUADS = ("VERBAL COOPERATION", "MATERIAL COOPERATION", "VERBAL CONFLICT", "MATERIAL CONFLICT")


def _state(code: str, day: date) -> int | None:
    return cameo.state(code, day) if len(code) == 3 else names.state(code, day)


def _known(column: str) -> str:
    return f"CASE WHEN \"{column}\" NOT IN ('None', 'NA') THEN \"{column}\" END"


def _role(column: str) -> str:
    return cameo.role(f"upper({_known(column)})")


_QUAD = "list_position([" + ", ".join(f"'{name}'" for name in _QUADS) + '], upper("Quad Code"))'

POLECAT = feed(
    Feed(
        id="polecat",
        label="POLECAT",
        quad_rule="PLOVER's own quad code",
        state=_state,
        code="[A-Z]+(:[A-Za-z -]+)?",
        code_without_zero="[0-9]+",
        note="Files without Intensity have no conflict-cooperation score.",
        layouts=(
            Layout(
                columns=(
                    *("Event ID", "Event Date", "Event Type", "Event Mode", "Intensity"),
                    *("Quad Code", "Contexts", "Actor Name", "Actor Country", "Actor COW"),
                    *("Primary Actor Sector", "Actor Sectors", "Actor Title", "Actor Name Raw"),
                    *("Wikipedia Actor ID", "Recipient Name", "Recipient Country"),
                    *("Recipient COW", "Primary Recipient Sector", "Recipient Sectors"),
                    *("Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID"),
                    *("Placename", "City", "District", "Province", "Country", "Latitude"),
                    *("Longitude", "GeoNames ID", "Raw Placename", "Feature Type", "Source"),
                    *("Publication Date", "Story People", "Story Organizations"),
                    *("Story Locations", "Language", "Version"),
                ),
                header=True,
                optional=("Intensity",),
                rows={
                    "day": 'TRY_CAST("Event Date" AS DATE)',
                    "one": _known("Actor Country"),
                    "two": _known("Recipient Country"),
                    "source_role": _role("Primary Actor Sector"),
                    "target_role": _role("Primary Recipient Sector"),
                    "code": f"concat_ws(':', \"Event Type\", {_known('Event Mode')})",
                    "root": '"Event Type"',
                    "quad": f"TRY_CAST({_QUAD} AS TINYINT)",
                    "goldstein": _known("Intensity"),
                    "event": '"Event ID"',
                    "reference": f"concat_ws(', ', {_known('Source')}, \"Publication Date\")",
                    "added": 'TRY_CAST("Publication Date" AS DATE)',
                },
                faults={"Quad Code is not one of PLOVER's": f"{_QUAD} IS NULL"},
            ),
        ),
    )
)

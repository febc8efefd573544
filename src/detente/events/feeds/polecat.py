"""POLECAT: weekly files of 40 columns with a header, in the PLOVER ontology.

Halterman, A. et al. (2023). POLECAT: Political Event Classification, Attributes, and Types.
Harvard Dataverse. https://doi.org/10.7910/DVN/AJGVIT
"""

from datetime import date

from detente.events import cameo, names
from detente.events.feed import Feed, Layout, feed

# Names of PLOVER's four quad codes in the order of the quad classes, and its event types in them.
_QUADS = {
    "VERBAL COOPERATION": ("AGREE", "CONSULT", "SUPPORT", "CONCEDE"),
    "MATERIAL COOPERATION": ("COOPERATE", "AID", "RETREAT"),
    "VERBAL CONFLICT": ("REQUEST", "ACCUSE", "REJECT", "THREATEN"),
    "MATERIAL CONFLICT": ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
}


def _state(code: str, day: date) -> int | None:
    return cameo.state_of_code(code, day) if len(code) == 3 else names.state_of_name(code, day)


def _known(column: str) -> str:
    return f"CASE WHEN \"{column}\" NOT IN ('None', 'NA') THEN \"{column}\" END"


def _role(column: str) -> str:
    return cameo.role(f"upper({_known(column)})")


def quad(label: str, event: str) -> str:
    """SQL of the quad class: the file's label, or that of the event type if the label is none.

    Parameters
    ----------
    label, event : str
        SQL of the quad code and of the event type.
    """
    own = " ".join(f"WHEN '{name}' THEN {n}" for n, name in enumerate(_QUADS, 1))
    by_type = " ".join(f"WHEN {event} IN {of} THEN {n}" for n, of in enumerate(_QUADS.values(), 1))
    return f"coalesce(CASE upper({label}) {own} END, CASE {by_type} END)"


_QUAD = quad('"Quad Code"', '"Event Type"')

POLECAT = feed(
    Feed(
        id="polecat",
        label="POLECAT",
        quad_rule="PLOVER's own quad code; that of the event type where a file has another label",
        state=_state,
        code="[A-Z]+(:.+)?",
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
                faults={"not an event type of PLOVER": f"{_QUAD} IS NULL"},
            ),
        ),
    )
)

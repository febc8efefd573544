"""The reduced GDELT file: 17 columns, one row for all events of a day, two actors and a code."""

from detente.events import cameo
from detente.events.feed import Feed, Layout, feed
from detente.events.gdelt import OWN_RULE

_COUNT = "TRY_CAST(NumEvents AS INTEGER)"
_PLACES = tuple(
    f"{who}Geo{part}" for who in ("Source", "Target", "Action") for part in ("Type", "Lat", "Long")
)

GDELT_REDUCED = feed(
    Feed(
        id="gdelt-reduced",
        label="GDELT reduced",
        quad_rule=OWN_RULE,
        state=cameo.state_of_code,
        note="A row of NumEvents events becomes as many events, each with its share of NumArts as "
        "mentions.",
        layouts=(
            Layout(
                columns=(
                    *("Date", "Source", "Target", "CAMEOCode", "NumEvents", "NumArts"),
                    *("QuadClass", "Goldstein", *_PLACES),
                ),
                header=True,
                rows={
                    "day": "CAST(try_strptime(\"Date\", '%Y%m%d') AS DATE)",
                    "one": "substr(Source, 1, 3)",
                    "two": "substr(Target, 1, 3)",
                    "source_role": cameo.actor_role("Source"),
                    "target_role": cameo.actor_role("Target"),
                    "code": "CAMEOCode",
                    "root": "substr(CAMEOCode, 1, 2)",
                    "quad": "TRY_CAST(QuadClass AS TINYINT)",
                    "goldstein": "Goldstein",
                    "mentions": f"CAST(greatest(1, TRY_CAST(NumArts AS INTEGER) // {_COUNT}) "
                    "AS VARCHAR)",
                    "copies": _COUNT,
                },
                faults={
                    "QuadClass is not 1 to 4": "coalesce(QuadClass NOT IN ('1', '2', '3', '4'), "
                    "true)",
                    "NumEvents is not 1 to 100000": f"coalesce({_COUNT} NOT BETWEEN 1 AND 100000, "
                    "true)",
                },
            ),
        ),
    )
)

"""International crises (ICB 13)."""

from detente.data import repositories
from detente.data.cards import Form, SourceCard, pinned
from detente.data.citations import ICB
from detente.registry import source

# known only once the crisis is over
_OVER = (
    "yrterm",
    "moterm",
    "daterm",
    "brexit",
    "crismg",
    "cenviosy",
    "sevviosy",
    "viol",
    "timvio",
    "noactr",
    "gpinv",
    "gpinvtp",
    "gpefcttp",
    "gpefactp",
    "powinv",
    "usinv",
    "usefct",
    "usefac",
    "suinv",
    "suefct",
    "suefac",
    "globorg",
    "globactm",
    "globefct",
    "regorg",
    "regactmb",
    "roefct",
    "subout",
    "forout",
    "exsat",
    "outesr",
    "stressad",
    "mediate",
    "mednum",
    "medwho",
    "medtime",
    "yrmedst",
    "momedst",
    "yrmedend",
    "momedend",
    "medgoal",
    "medstyle",
    "medefct",
)

CARD = source(
    SourceCard(
        id="icb-crises",
        label="International crises",
        producer="International Crisis Behavior project",
        version="13",
        licence=(
            "Free download with two citations; no open licence stated: not shipped, pull "
            "your own copy."
        ),
        citation=ICB,
        url="https://sites.duke.edu/icbdata/data-collections/",
        unit="crisis",
        key=("crisno",),
        signed=frozenset({"momedst"}),
        coverage=(1918, 2016),
        holds="From trigger to termination date; days over 31 are codes.",
        published="2020",
        ends="No measure, lens or outcome reads it; crises of later years are unknown.",
        file="icb13_crisis.parquet",
        columns={
            "crisno": "INTEGER",
            "crisname": "VARCHAR",
            **dict.fromkeys(
                (
                    "break",
                    "trigent",
                    "yrtrig",
                    "motrig",
                    "datrig",
                    "gravcr",
                    "iwcmb",
                    "geostr",
                    "hetero",
                    "issues",
                    "chacts",
                    "chall",
                    "powch",
                    "rugach",
                    "geog",
                    "geogrel",
                    "period",
                    "syslevsy",
                    "protrac",
                    "pcid",
                    "powdissy",
                    "ethnic",
                    "ethconf",
                ),
                "INTEGER",
            ),
            **dict.fromkeys(_OVER, "INTEGER"),
        },
        forms=(
            Form(
                files=("icb1v13.csv",),
                addresses=(
                    pinned(
                        *repositories.ICB_DOMAINS,
                        "inst/extdata/icb1v13.csv",
                        "696c00cd61a97e770c200edbbeec6e404dbc83e2751c4ad053c0df35492d36bf",
                    ),
                ),
            ),
        ),
        rows=482,
        sha256="242f47544796e9e4ab08aa73bb73c820e77a113c85598f75cf3fff5649ca993c",
        known="yrtrig",
        later={c: f"CASE WHEN yrterm <= {{cutoff}} THEN {c} END" for c in _OVER},
    )
)

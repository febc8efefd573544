"""Militarised disputes by dyad and year, the worst of each year (GML 2.2.1)."""

from detente.data import repositories
from detente.data.cards import Form, SourceCard, pinned
from detente.data.citations import CITE, GML
from detente.registry import source

CARD = source(
    SourceCard(
        id="gml-dyadyear",
        label="GML dyad-years",
        producer="Gibler, Miller and Little",
        version="2.2.1",
        licence=CITE,
        citation=GML,
        url="https://internationalconflict.ua.edu/data-download/",
        unit="directed dyad-year with a dispute",
        key=("ccode1", "ccode2", "year"),
        signed=frozenset({"fatality1", "fatality2", "fatalpre1", "fatalpre2", "fatality"}),
        coverage=(1816, 2010),
        holds="Years in which the dispute went on.",
        published="2016",
        ends=(
            "The measures disputes and dispute-years are unknown, and with them the lens "
            "rivalry-legacy; disputes-continued goes on to 2014 with MID 5, marked."
        ),
        file="gml_mid_dyadyear.parquet",
        columns={
            "dispnum": "INTEGER",
            "ccode1": "INTEGER",
            "ccode2": "INTEGER",
            "year": "INTEGER",
            "gmlmidongoing": "INTEGER",
            "gmlmidonset": "INTEGER",
            "sidea1": "INTEGER",
            "sidea2": "INTEGER",
            "fatality1": "INTEGER",
            "fatality2": "INTEGER",
            "fatalpre1": "INTEGER",
            "fatalpre2": "INTEGER",
            "hiact1": "INTEGER",
            "hiact2": "INTEGER",
            "hostlev1": "INTEGER",
            "hostlev2": "INTEGER",
            "orig1": "INTEGER",
            "orig2": "INTEGER",
            "hostlev": "INTEGER",
            "mindur": "INTEGER",
            "maxdur": "INTEGER",
            "fatality": "INTEGER",
            "stmon": "INTEGER",
            "recip": "INTEGER",
        },
        forms=(
            Form(
                files=("gml_mid_ddydisps.rda",),
                addresses=(
                    pinned(
                        *repositories.PEACESCIENCER,
                        "data/gml_mid_ddydisps.rda",
                        "46ce6732909e62b555546ceeeb2f380415c4153fa1cb05824a837ec45a4aa7ce",
                    ),
                ),
            ),
        ),
        rows=9284,
        sha256="30a0201d28ddbd93713e3a468570fb782bc9326cc0c0fc1bd51cb754b3ffa739",
        # a dispute with a row in the last year may still go on
        later={
            c: f"CASE WHEN max(year) OVER (PARTITION BY dispnum) < {{cutoff}} THEN {c} END"
            for c in (
                "fatality1",
                "fatality2",
                "fatalpre1",
                "fatalpre2",
                "mindur",
                "maxdur",
                "fatality",
                "recip",
            )
        },
        hindsight=(
            "Hostility and actions are the highest of the whole dispute, which may go on for years."
        ),
    )
)

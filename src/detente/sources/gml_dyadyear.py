"""Militarised disputes by dyad and year, the worst of each year (GML 2.2.1)."""

from detente.data import repositories
from detente.data.cards import Form, SourceCard, pinned
from detente.data.citations import CITE, GML
from detente.registry import source
from detente.sources._disputes import DYAD_YEAR, SUMMED, once_over

CARD = source(
    SourceCard(
        id="gml-dyadyear",
        label="GML dyad-years",
        producer="Gibler, Miller and Little",
        version="2.2.1",
        licence=CITE,
        read="2026-11-24",
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
            **DYAD_YEAR,
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
        later=once_over(SUMMED),
        hindsight=(
            "Hostility and actions are the highest of the whole dispute, which may go on for years."
        ),
    )
)

"""Militarised disputes by dyad and year (Gibler, Miller and Little 2.2.1)."""

from detente.records import SourceCard
from detente.registry import source

CARD = source(
    SourceCard(
        id="gml-disputes",
        label="GML dispute dyad-years",
        producer="Gibler, Miller and Little",
        version="2.2.1",
        licence=(
            "Free download with citation; no open licence stated: not shipped, pull your own copy."
        ),
        citation=(
            "Gibler, D. M., S. V. Miller and E. K. Little. 2016. An Analysis of the "
            "Militarized Interstate Dispute (MID) Dataset, 1816-2001. International Studies "
            "Quarterly 60: 719-730."
        ),
        url="https://internationalconflict.ua.edu/data-download/",
        unit="directed dyad, dispute and year",
        coverage=(1816, 2010),
        holds="Years in which the dispute went on.",
        published="2016",
        file="gml_mid_dispute_dyadyear.parquet",
        columns={
            "dispnum": "INTEGER",
            "ccode1": "INTEGER",
            "ccode2": "INTEGER",
            "year": "INTEGER",
            "midonset": "INTEGER",
            "sidea1": "INTEGER",
            "sidea2": "INTEGER",
            "orig1": "INTEGER",
            "orig2": "INTEGER",
            "hostlev1": "INTEGER",
            "hostlev2": "INTEGER",
            "hostlev": "INTEGER",
        },
    )
)

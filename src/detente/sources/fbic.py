"""Influence of one state over another (Foreign Bilateral Influence Capacity)."""

from detente.data.cards import Address, Citation, Form, SourceCard
from detente.registry import source

CARD = source(
    SourceCard(
        id="fbic",
        label="Foreign Bilateral Influence Capacity",
        producer="Diplometrics, Frederick S. Pardee Institute for International Futures",
        version="with 2023, 18 states",
        licence="Free download with citation: not shipped.",
        licence_from_memory=True,
        read="2026-11-28",
        citation=Citation(
            key="moyer_2021",
            authors=(
                "Moyer, Jonathan D.",
                "Meisel, Collin J.",
                "Matthews, Austin S.",
                "Bohl, David K.",
                "Burrows, Mathew J.",
            ),
            year=2021,
            title="China-US Competition: Measuring Global Influence",
            journal="Atlantic Council and Pardee Center",
        ),
        url="https://korbel.du.edu/pardee/research/diplometrics/",
        unit="directed-dyad-year",
        key=("iso3a", "iso3b", "year"),
        coverage=(1999, 2023),
        holds="Total of the year; trade and treaties carried past the end of their sources.",
        published="2024",
        ends=(
            "Influence and dependence as published are unknown; the measure foreign-influence "
            "ends, and influence ends with trade in 2014."
        ),
        file="fbic.parquet",
        columns={
            "iso3a": "VARCHAR",
            "iso3b": "VARCHAR",
            "year": "INTEGER",
            "exportsallgoodatob_alldata": "DOUBLE",
            "importsallgoodafromb_alldata": "DOUBLE",
            "totaltradeawithb": "DOUBLE",
            "totaltradeabgdpb": "DOUBLE",
            "fbic": "DOUBLE",
            "bandwidth": "DOUBLE",
            "dependence": "DOUBLE",
            "norm_lor_avg": "DOUBLE",
            "tradeagreementindex": "DOUBLE",
            "norm_allianceindex": "DOUBLE",
            "securitybandwidth": "DOUBLE",
            "securitydependence": "DOUBLE",
        },
        forms=(
            Form(
                files=("fbic_18states_1999_2023.csv.gz", "FBIC*.csv"),
                # the producer gives no lasting address; bytes of this copy were not compared
                addresses=(
                    Address(
                        url=(
                            "https://raw.githubusercontent.com/Saptow/T5G1/5247ced19c91/data/"
                            "cleaned/FBIC_cleaned.csv"
                        )
                    ),
                ),
            ),
        ),
        rows=7650,
        sha256="24d08c8c359b3a0163e11cb7463cb6459dbc8ec1fb55035bb885905a6018a0df",
        lag=1,
        hindsight="Scaled by the largest value of all years, later ones included.",
    )
)

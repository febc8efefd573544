"""Trade between states by year (COW Trade 4.0)."""

from detente.data.cards import Address, Form, SourceCard, pinned
from detente.data.citations import CITE, TRADE
from detente.registry import source

CARD = source(
    SourceCard(
        id="trade-dyadyear",
        label="Bilateral trade",
        producer="Correlates of War Project",
        version="4.0",
        licence=CITE,
        read="2026-11-24",
        citation=TRADE,
        url="https://correlatesofwar.org/data-sets/bilateral-trade/",
        unit="dyad-year",
        key=("ccode1", "ccode2", "year"),
        coverage=(1870, 2014),
        holds="Total of the year in million current USD.",
        published="2016",
        ends=(
            "The measures trade and influence are unknown, and with them the lenses "
            "interdependence and sphere-of-influence; foreign-influence has trade of 18 states "
            "to 2023."
        ),
        file="cow_trade_dyadyear.parquet",
        columns={
            "ccode1": "INTEGER",
            "ccode2": "INTEGER",
            "year": "INTEGER",
            "flow1": "FLOAT",
            "flow2": "FLOAT",
            "smoothflow1": "FLOAT",
            "smoothflow2": "FLOAT",
        },
        forms=(
            Form(
                files=("Dyadic_COW_4.0.csv",),
                addresses=(
                    Address(url="https://correlatesofwar.org/wp-content/uploads/COW_Trade_4.0.zip"),
                ),
                missing=("", "-9"),
            ),
            Form(
                files=("cow_trade_ddy.rds",),
                addresses=(
                    pinned(
                        "svmiller/svmiller.github.io",
                        "05300716985a2a0997138ea2b459889db6e675eb",
                        "R/peacesciencer/cow_trade_ddy.rds",
                        "b904e5dad332013c1ee68188c099902e18417ef906e9545043db30212420aeb7",
                    ),
                ),
                sql="SELECT * FROM raw WHERE ccode1 < ccode2",
            ),
        ),
        rows=673654,
        sha256="fac8f6bc34f2ec0239f21d69884709db3acd69df80f05d003af1a3f47bcf517f",
        lag=1,
        hindsight="Smoothed flows fill gaps from later years; flow1 and flow2 do not.",
    )
)

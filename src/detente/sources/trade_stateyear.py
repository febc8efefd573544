"""Imports and exports of states by year (COW Trade 4.0)."""

from detente.data import repositories
from detente.data.cards import Address, Form, SourceCard, pinned
from detente.data.citations import CITE, TRADE
from detente.registry import source

CARD = source(
    SourceCard(
        id="trade-stateyear",
        label="National trade",
        producer="Correlates of War Project",
        version="4.0",
        licence=CITE,
        read="2026-11-24",
        citation=TRADE,
        url="https://correlatesofwar.org/data-sets/bilateral-trade/",
        unit="state-year",
        key=("ccode", "year"),
        coverage=(1870, 2014),
        holds="Total of the year in million current USD.",
        published="2016",
        ends=(
            "The measures trade-totals and influence are unknown, and with them the lenses "
            "interdependence and sphere-of-influence."
        ),
        file="cow_trade_stateyear.parquet",
        columns={
            "ccode": "INTEGER",
            "year": "INTEGER",
            "imports": "DOUBLE",
            "exports": "DOUBLE",
        },
        forms=(
            Form(
                files=("National_COW_4.0.csv",),
                addresses=(
                    Address(url="https://correlatesofwar.org/wp-content/uploads/COW_Trade_4.0.zip"),
                ),
                missing=("", "-9"),
            ),
            Form(
                files=("cow_trade_sy.rda",),
                addresses=(
                    pinned(
                        *repositories.PEACESCIENCER,
                        "data/cow_trade_sy.rda",
                        "41ad9d312b6146aa9eaa70d8f5a16a0164b6e27ee4ebe86a928c2ea4de415142",
                    ),
                ),
            ),
        ),
        rows=14410,
        sha256="f84443d35907bc7a43dde76525cbe44a71942d8b2c8cec23be444dad7b29b225",
        lag=1,
    )
)

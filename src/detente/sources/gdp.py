"""GDP and population of states by year, with uncertainty (Fariss and others 2022)."""

from detente.data import repositories
from detente.data.cards import Citation, Form, SourceCard, pinned
from detente.registry import source

CARD = source(
    SourceCard(
        id="gdp",
        label="GDP and population",
        producer="Fariss, Anders, Markowitz and Barnum",
        version="2022",
        licence=(
            "The copy by isard is under GPL-2; terms of the estimates not stated: not "
            "shipped, pull your own copy."
        ),
        read="2026-11-24",
        citation=Citation(
            key="fariss_2022",
            authors=(
                "Fariss, Christopher J.",
                "Anders, Therese",
                "Markowitz, Jonathan N.",
                "Barnum, Miriam",
            ),
            year=2022,
            title="New Estimates of Over 500 Years of Historic GDP and Population Data",
            journal="Journal of Conflict Resolution",
            volume="66",
            pages="553-591",
            doi="10.1177/00220027211054432",
        ),
        url="https://github.com/svmiller/isard",
        unit="state-year",
        key=("ccode", "year"),
        coverage=(1816, 2019),
        holds="Total of the year, with standard deviations.",
        published="2022",
        ends="The measure wealth is unknown.",
        file="gdp_pop_stateyear.parquet",
        columns={
            "ccode": "INTEGER",
            "year": "INTEGER",
            "mrgdppc": "DOUBLE",
            "sd_mrgdppc": "DOUBLE",
            "pwtrgdp": "DOUBLE",
            "sd_pwtrgdp": "DOUBLE",
            "pwtpop": "DOUBLE",
            "sd_pwtpop": "DOUBLE",
        },
        forms=(
            Form(
                files=("cw_gdppop.rda",),
                addresses=(
                    pinned(
                        *repositories.ISARD,
                        "data/cw_gdppop.rda",
                        "205017f75f9d65b1b01c48d594a018e6ef7de285891dfea15b2dfb95a5174b97",
                    ),
                ),
            ),
        ),
        rows=16536,
        sha256="7e9edd83942d5bab7a2b71f0e2e06cfd9e1bfa9d0e3a0955c94e05294a26a568",
        lag=1,
        hindsight="Latent values are estimated from series that were made long after the year.",
    )
)

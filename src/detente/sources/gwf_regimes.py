"""Regimes of states by year, autocracies by type (Geddes, Wright and Frantz 2014)."""

from detente.data import repositories
from detente.data.cards import Citation, Form, SourceCard, pinned
from detente.data.citations import CITE
from detente.registry import source

CARD = source(
    SourceCard(
        id="gwf-regimes",
        label="Autocratic regimes",
        producer="Geddes, Wright and Frantz",
        version="1.2",
        licence=CITE,
        read="2026-11-24",
        citation=Citation(
            key="gwf_2014",
            authors=("Geddes, Barbara", "Wright, Joseph", "Frantz, Erica"),
            year=2014,
            title="Autocratic Breakdown and Regime Transitions: A New Data Set",
            journal="Perspectives on Politics",
            volume="12",
            pages="313-331",
            doi="10.1017/S1537592714000851",
        ),
        url="https://sites.psu.edu/dictators/",
        unit="state-year",
        key=("cowcode", "year"),
        coverage=(1946, 2010),
        holds="On 1 January; gwf_fail states whether the regime fell in the year.",
        published="2014",
        ends="The measure autocracies is unknown.",
        file="gwf_regimes_stateyear.parquet",
        columns={
            "cowcode": "INTEGER",
            "year": "INTEGER",
            "gwf_country": "VARCHAR",
            "gwf_casename": "VARCHAR",
            "gwf_regimetype": "VARCHAR",
            "gwf_nonautocracy": "VARCHAR",
            "gwf_duration": "INTEGER",
            "gwf_fail": "INTEGER",
            "gwf_party": "INTEGER",
            "gwf_military": "INTEGER",
            "gwf_monarchy": "INTEGER",
            "gwf_personal": "INTEGER",
            "gwf_disagree": "INTEGER",
        },
        forms=(
            Form(
                files=("GWF_AllPoliticalRegimes.dta",),
                addresses=(
                    pinned(
                        *repositories.TREATY_DEPTH,
                        "data/GWF_AllPoliticalRegimes.dta",
                        "3bb3978e8eda1d0b6e96dde050383486f4cd760a5715942beb0b46d97855f86c",
                    ),
                ),
                missing=("",),
            ),
        ),
        rows=7954,
        sha256="01f1eed5b6658a8f1aaa87a25c7639d6ab38345707dc2b8084c24d5ce6e13d30",
        # the name of a regime ends with the year of its fall
        later={
            "gwf_casename": "regexp_replace(gwf_casename, '-[0-9NA]+$', '')",
        },
        hindsight="A regime has the same type in all its years, as judged over its whole life.",
    )
)

"""Bilateral defence cooperation agreements (Kinne 2020)."""

from detente.data.cards import Address, Citation, Form, SourceCard, pinned
from detente.data.citations import CITE
from detente.registry import source

CARD = source(
    SourceCard(
        id="dcad",
        label="Defence cooperation agreements",
        producer="Kinne",
        version="1.0",
        licence=CITE,
        read="2026-11-24",
        citation=Citation(
            key="kinne_2020",
            authors=("Kinne, Brandon J.",),
            year=2020,
            title="The Defense Cooperation Agreement Dataset (DCAD)",
            journal="Journal of Conflict Resolution",
            volume="64",
            pages="729-755",
            doi="10.1177/0022002719857796",
        ),
        url="https://correlatesofwar.org/data-sets/",
        unit="agreement",
        key=("DCAid",),
        signed=frozenset({"span", "renewType", "renewYears", "terminated"}),
        coverage=(1980, 2010),
        holds=(
            "Signature and entry into force by date; an end of 2010 may mean still in "
            "force. Negative values are codes for why a value is missing."
        ),
        published="2020, with its article",
        ends="The measure defence-cooperation is unknown.",
        file="dcad10_agreements.parquet",
        columns={
            "ccode1": "INTEGER",
            "ccode2": "INTEGER",
            "signDay": "INTEGER",
            "signMonth": "INTEGER",
            "signYear": "INTEGER",
            "EIFDay": "INTEGER",
            "EIFMonth": "INTEGER",
            "EIFYear": "INTEGER",
            "type": "VARCHAR",
            "category1": "VARCHAR",
            "category2": "VARCHAR",
            "category3": "VARCHAR",
            "span": "INTEGER",
            "renewType": "INTEGER",
            "renewYears": "INTEGER",
            "terminated": "INTEGER",
            "durationActual": "INTEGER",
            "endYearEstimate": "INTEGER",
            "asymmetry": "INTEGER",
            "categoryConf": "VARCHAR",
            "DCAid": "VARCHAR",
        },
        forms=(
            Form(
                files=("DCAD-v1.0-main.csv",),
                addresses=(
                    Address(url="https://correlatesofwar.org/wp-content/uploads/kinne_dca.zip"),
                    pinned(
                        "QiqiNerd/dcad_mining",
                        "d3398b0666e4fe49d49f54ec6e5c6869b73d442e",
                        "DCAD-v1.0-main.csv",
                        "f7d56e1703ae7cd7395b636210fa5d33a5fc3feafe5686734c212ffd5af7405a",
                    ),
                ),
            ),
        ),
        rows=1871,
        sha256="0735c9c75c629b2145d0ece4dc9b6bb3ab9b102af6cc2a486e0a67063b5dcec3",
        known="signYear",
        later={
            "EIFDay": "CASE WHEN EIFYear <= {cutoff} THEN EIFDay END",
            "EIFMonth": "CASE WHEN EIFYear <= {cutoff} THEN EIFMonth END",
            "EIFYear": "CASE WHEN EIFYear <= {cutoff} THEN EIFYear END",
            "terminated": (
                "CASE WHEN terminated = 1 AND greatest(endYearEstimate, signYear + "
                "coalesce(durationActual, 0)) > {cutoff} THEN 0 ELSE terminated END"
            ),
            "durationActual": (
                "CASE WHEN greatest(endYearEstimate, signYear + "
                "coalesce(durationActual, 0)) > {cutoff} THEN NULL ELSE "
                "durationActual END"
            ),
            "endYearEstimate": (
                "CASE WHEN endYearEstimate > {cutoff} THEN 2010 ELSE endYearEstimate END"
            ),
        },
    )
)

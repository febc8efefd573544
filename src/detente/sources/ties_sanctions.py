"""Imposed economic sanctions (TIES 4.0, a subset)."""

from detente.data.cards import Citation, Form, SourceCard, pinned
from detente.data.citations import CITE
from detente.registry import source

CARD = source(
    SourceCard(
        id="ties-sanctions",
        label="Imposed sanctions",
        producer="Morgan, Bapat and Kobayashi",
        version="4.0",
        licence=CITE,
        read="2026-11-24",
        citation=Citation(
            key="morgan_2014",
            authors=("Morgan, T. Clifton", "Bapat, Navin", "Kobayashi, Yoshiharu"),
            year=2014,
            title=(
                "Threat and Imposition of Economic Sanctions 1945-2005: Updating the TIES Dataset"
            ),
            journal="Conflict Management and Peace Science",
            volume="31",
            pages="541-558",
            doi="10.1177/0738894213520379",
        ),
        url="https://sanctions.web.unc.edu/",
        unit="case with one primary sender and one target",
        key=("caseid",),
        signed=frozenset({"settlementnaturesender"}),
        coverage=(1945, 2005),
        holds=(
            "Whole years; an end of 3000 means open. Threats and further senders are not "
            "in the copy."
        ),
        published="2014",
        ends="The measure sanctions is unknown.",
        file="ties4_imposed_sanctions.parquet",
        columns={
            "caseid": "INTEGER",
            "primarysender": "INTEGER",
            "sender1": "INTEGER",
            "targetstate": "INTEGER",
            "startyear": "INTEGER",
            "sancstartyear": "INTEGER",
            "endyear": "INTEGER",
            "finaloutcome": "INTEGER",
            "settlementnaturesender": "INTEGER",
        },
        forms=(
            Form(
                files=("ties_custom.csv",),
                addresses=(
                    pinned(
                        "kssrr/RepeatedEconomicSanctions",
                        "0860557d927f0740792d6f5821f4579a0611e5f8",
                        "ties_custom.csv",
                        "0626df7422bffc4e7109e3b4336df8228d923d8416aaf2736dd8893437913e76",
                    ),
                ),
            ),
        ),
        rows=766,
        sha256="b354f676465b00f8e35529ddfc913ba06b80098159f692fa11f3517d0ac87b79",
        known="sancstartyear",
        later={
            "endyear": "CASE WHEN endyear > {cutoff} THEN 3000 ELSE endyear END",
            "finaloutcome": "CASE WHEN endyear <= {cutoff} THEN finaloutcome END",
            "settlementnaturesender": (
                "CASE WHEN endyear <= {cutoff} THEN settlementnaturesender END"
            ),
        },
    )
)

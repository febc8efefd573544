"""Transfers of major arms (SIPRI), from the user's export of the trade register."""

from detente.data.cards import Citation, Form, SourceCard
from detente.registry import source

CARD = source(
    SourceCard(
        id="sipri-arms",
        label="SIPRI arms transfers",
        producer="Stockholm International Peace Research Institute",
        version="as exported",
        licence=(
            "Fair use is non-commercial and less than a tenth of a published data set: "
            "only a file that the user supplies is read."
        ),
        citation=Citation(
            key="sipri_arms",
            authors=("{Stockholm International Peace Research Institute}",),
            year=2024,
            title="SIPRI Arms Transfers Database",
        ),
        url="https://www.sipri.org/databases/armstransfers",
        unit="order",
        coverage=(1950, 2025),
        holds="Orders by year; what was delivered is of the whole order.",
        published="each March",
        ends="No measure, lens or outcome reads it.",
        file="",
        columns={
            "recipient": "VARCHAR",
            "supplier": "VARCHAR",
            "year_of_order": "INTEGER",
            "number_ordered": "INTEGER",
            "designation": "VARCHAR",
            "number_delivered": "INTEGER",
            "tiv_order": "DOUBLE",
            "tiv_delivered": "DOUBLE",
        },
        forms=(
            Form(
                files=("trade-register*.csv", "trade_register*.csv"),
                columns={
                    "year_of_order": "regexp_extract(\"Year of order\", '[0-9]+')",
                    "number_ordered": "nullif(regexp_extract(\"Number ordered\", '[0-9]+'), '')",
                    "designation": '"Weapon designation"',
                    "number_delivered": (
                        "nullif(regexp_extract(\"Number delivered\", '[0-9]+'), '')"
                    ),
                    "tiv_order": '"SIPRI TIV for total order"',
                    "tiv_delivered": '"SIPRI TIV of delivered weapons"',
                },
                missing=("", "?"),
            ),
        ),
        by_hand=(
            "SIPRI allows non-commercial use of less than a tenth of a published data set. On the "
            "page, open the trade register, choose suppliers, recipients and years, and download "
            "it as CSV."
        ),
        known="year_of_order",
        # the year of a delivery is not in these columns
        later={
            "number_delivered": "CAST(NULL AS INTEGER)",
            "tiv_delivered": "CAST(NULL AS DOUBLE)",
        },
    )
)

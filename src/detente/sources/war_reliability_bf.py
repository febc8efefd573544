"""Whether alliances were honoured when war invoked them (Berkemeier and Fuhrmann 2018)."""

from detente.data import repositories
from detente.data.cards import Citation, Form, SourceCard, pinned
from detente.registry import source

CARD = source(
    SourceCard(
        id="war-reliability-bf",
        label="Alliance reliability in war (BF)",
        producer="Berkemeier and Fuhrmann",
        version="2018-03-03",
        licence="No licence stated: not shipped, pull your own copy.",
        read="2026-11-24",
        citation=Citation(
            key="berkemeier_fuhrmann_2018",
            authors=("Berkemeier, Molly", "Fuhrmann, Matthew"),
            year=2018,
            title="Reassessing the Fulfillment of Alliance Commitments in War",
            journal="Research & Politics",
            volume="5",
        ),
        url="https://journals.sagepub.com/home/rap",
        unit="alliance and war",
        key=("warid", "atopid"),
        coverage=(1816, 2003),
        holds="Conduct over the whole war.",
        published="2018",
        ends="No measure, lens or outcome reads it.",
        file="alliance_war_reliability_bf2018.parquet",
        columns={
            "sample": "INTEGER",
            "warid": "INTEGER",
            "atopid": "INTEGER",
            "cowwarid": "INTEGER",
            "warname": "VARCHAR",
            "cowid": "INTEGER",
            "multilateral": "INTEGER",
            "sabhon": "INTEGER",
            "sabvio": "INTEGER",
            "nonaggBF": "INTEGER",
            "consulBF": "INTEGER",
            "cfnaBF": "INTEGER",
            "dnaBF": "INTEGER",
            "honorBF": "INTEGER",
            "violateBF": "INTEGER",
            "nonaggLLM": "INTEGER",
            "consulLLM": "INTEGER",
            "cfnaLLM": "INTEGER",
            "dnaLLM": "INTEGER",
            "honorLLM": "INTEGER",
            "violateLLM": "INTEGER",
            "sabroskyhonorbf": "INTEGER",
            "sabroskyhonorllm": "INTEGER",
            "defense": "INTEGER",
            "offense": "INTEGER",
            "neutral": "INTEGER",
            "nonagg": "INTEGER",
            "consul": "INTEGER",
        },
        forms=(
            Form(
                files=("BerkemeierFuhrmannRAP2018_0303.dta",),
                addresses=(
                    pinned(
                        *repositories.TREATY_DEPTH,
                        "data/leeds-anac-replication/BerkemeierFuhrmannRAP2018_0303.dta",
                        "92cbfdc40dd1cbb62afb45a11e9f8d21ff744ccb2ba4ffbec95538d9b2f52c41",
                    ),
                ),
            ),
        ),
        rows=576,
        sha256="62d7fd248b63a5b2348231d7d3625cbf4d7eb245819f21524109e9265ec1efa5",
        # the last year of the war, which its name ends with
        known=(
            "CASE warname WHEN 'WorldWarI' THEN 1918 WHEN 'WorldWarII' THEN "
            "1945 ELSE CAST(left(regexp_extract(warname, '([0-9]+)(-[0-9]+)?$',"
            " 1), 4 - length(regexp_extract(warname, '-([0-9]+)$', 1))) || "
            "regexp_extract(warname, '-([0-9]+)$', 1) AS INTEGER) END"
        ),
    )
)

"""Strategic rivalries between states, by year (Thompson, Sakuwa and Suhas 2021)."""

from detente.records import SourceCard
from detente.registry import source

CARD = source(
    SourceCard(
        id="tss-rivalries",
        label="Strategic rivalries",
        producer="Thompson, Sakuwa and Suhas",
        version="2021",
        licence=("Facts from a book; machine copies carry their packagers' terms: not shipped."),
        citation=(
            "Thompson, W. R., K. Sakuwa and P. H. Suhas. 2021. Analyzing Strategic Rivalries "
            "in World Politics. Springer."
        ),
        url="https://doi.org/10.1007/978-981-16-6671-1",
        unit="rivalry",
        coverage=(1494, 2020),
        holds="Whole years; an end of 2020 means that the rivalry goes on.",
        published="2021",
        file="tss_rivalries.parquet",
        columns={
            "tssr_id": "INTEGER",
            "ccode1": "INTEGER",
            "ccode2": "INTEGER",
            "start": "INTEGER",
            "end": "INTEGER",
        },
    )
)

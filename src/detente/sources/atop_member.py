"""Every member of every alliance with its entry and exit (ATOP 5.1)."""

from detente.cards import Citation, Form, SourceCard
from detente.registry import source

CARD = source(
    SourceCard(
        id="atop-member",
        label="ATOP members",
        producer="Alliance Treaty Obligations and Provisions project",
        version="5.1",
        licence=(
            "Free download with citation; no open licence stated: not shipped, pull your own copy."
        ),
        citation=Citation(
            key="leeds_2002",
            authors=(
                "Leeds, Brett Ashley",
                "Ritter, Jeffrey M.",
                "Mitchell, Sara McLaughlin",
                "Long, Andrew G.",
            ),
            year=2002,
            title="Alliance Treaty Obligations and Provisions, 1815-1944",
            journal="International Interactions",
            volume="28",
            pages="237-260",
            doi="10.1080/03050620213653",
        ),
        url="http://www.atopdata.org",
        unit="alliance phase and member",
        coverage=(1815, 2018),
        holds="Membership from entry to exit date (year 0: still); the day may be missing.",
        published="2022-08-09",
        file="atop51_member.parquet",
        columns={
            "atopid": "INTEGER",
            "member": "INTEGER",
            "phase": "INTEGER",
            "maxphase": "INTEGER",
            "yrent": "INTEGER",
            "moent": "INTEGER",
            "dayent": "INTEGER",
            "yrexit": "INTEGER",
            "moexit": "INTEGER",
            "dayexit": "INTEGER",
            "ineffect": "INTEGER",
            "term": "INTEGER",
            "termmode": "INTEGER",
            "termcaus": "INTEGER",
            "bilat": "INTEGER",
            "defense": "INTEGER",
            "offense": "INTEGER",
            "neutral": "INTEGER",
            "nonagg": "INTEGER",
            "consul": "INTEGER",
            "active": "INTEGER",
            "conditio": "INTEGER",
            "asymm": "INTEGER",
            "cowsys": "INTEGER",
            "wartime": "INTEGER",
        },
        forms=(
            Form(
                files=("atop5_1m.csv",),
                address="http://www.atopdata.org/uploads/6/9/1/3/69134503/atop_5.1__.csv_.zip",
            ),
        ),
        rows=2510,
        sha256="676f8a0371229fc656d0065f5b6ddb805fb5bee52ccf1efd95fea1554a44d30b",
        known="yrent",
        later={
            "yrexit": "CASE WHEN yrexit > {cutoff} THEN 0 ELSE yrexit END",
            "moexit": "CASE WHEN yrexit > {cutoff} THEN 0 ELSE moexit END",
            "dayexit": "CASE WHEN yrexit > {cutoff} THEN 0 ELSE dayexit END",
            "ineffect": "CASE WHEN yrexit > {cutoff} THEN 1 ELSE ineffect END",
            "term": "CASE WHEN yrexit > {cutoff} THEN 0 ELSE term END",
            "termmode": "CASE WHEN yrexit > {cutoff} THEN 0 ELSE termmode END",
            "termcaus": "CASE WHEN yrexit > {cutoff} THEN 0 ELSE termcaus END",
            "maxphase": "max(phase) OVER (PARTITION BY atopid)",
        },
    )
)

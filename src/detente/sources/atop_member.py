"""Every member of every alliance with its entry and exit (ATOP 5.1)."""

from detente.data import repositories
from detente.data.cards import Address, Form, SourceCard, pinned
from detente.data.citations import ATOP, CITE
from detente.registry import source

CARD = source(
    SourceCard(
        id="atop-member",
        label="ATOP members",
        producer="Alliance Treaty Obligations and Provisions project",
        version="5.1",
        licence=CITE,
        read="2026-11-24",
        citation=ATOP,
        url="http://www.atopdata.org",
        unit="alliance phase and member",
        key=("atopid", "member", "phase", "yrent"),
        coverage=(1815, 2018),
        holds="Membership from entry to exit date (year 0: still); the day may be missing.",
        published="2022-08-09",
        ends=(
            "Entries and exits of members are unknown: the measure treaty-institutions and the "
            "lenses institutions and outside-alliances end."
        ),
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
                addresses=(
                    Address(
                        url="http://www.atopdata.org/uploads/6/9/1/3/69134503/atop_5.1__.csv_.zip"
                    ),
                    pinned(
                        *repositories.DODL,
                        "inst/extdata/ATOP/atop5_1m.csv",
                        "0e3c803f65275c3cb9309d08c04710416dff16aee936c8b4f887c7b67ee5b55b",
                    ),
                ),
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

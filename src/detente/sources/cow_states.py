"""Membership of the state system by date (Correlates of War 2016)."""

from detente.data import repositories
from detente.data.cards import Address, Form, Release, SourceCard, pinned
from detente.data.citations import CITE, COW_STATES
from detente.registry import source
from detente.sources._cow_spells import COLUMNS

CARD = source(
    SourceCard(
        id="cow-states",
        label="COW state system",
        producer="Correlates of War Project",
        version="2016",
        licence=CITE,
        read="2026-11-24",
        citation=COW_STATES,
        url="https://correlatesofwar.org/data-sets/state-system-membership/",
        unit="spell in the system",
        key=("ccode", "styear"),
        coverage=(1816, 2016),
        holds="From start date to end date; 2016-12-31 means still.",
        published="2017",
        ends=(
            "The list is carried on: members of its last day stay members in panels, spells and "
            "lenses."
        ),
        file="cow_states.parquet",
        columns=COLUMNS,
        forms=(
            Form(files=("states2016.csv",)),
            Form(
                files=("cow_states.rda",),
                addresses=(
                    pinned(
                        *repositories.PEACESCIENCER,
                        "data/cow_states.rda",
                        "9248b9fc801124d2bb48c58740bb335a1ee4938c4096e4d5e0bd01c22bf1dc09",
                    ),
                ),
            ),
            Form(
                files=("states2024.csv", "statelist2024.csv"),
                addresses=(
                    Address(url="https://correlatesofwar.org/wp-content/uploads/States2024.zip"),
                ),
                # 2024-12-31 means still
                release=Release(version="2024", coverage=(1816, 2024)),
            ),
        ),
        rows=243,
        sha256="266f9bdad4e08dd12fc6aa41884c7a696567a22a743077dd9fbe40084eb2f1f7",
        # the last date of the list means still
        known="styear",
        later={
            "endyear": ("CASE WHEN endyear > {cutoff} THEN max(endyear) OVER () ELSE endyear END"),
            "endmonth": "CASE WHEN endyear > {cutoff} THEN 12 ELSE endmonth END",
            "endday": "CASE WHEN endyear > {cutoff} THEN 31 ELSE endday END",
        },
    )
)

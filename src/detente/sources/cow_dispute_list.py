"""Militarised disputes, one row each (Correlates of War 5.0)."""

from detente.data import repositories
from detente.data.cards import Address, Form, SourceCard, pinned
from detente.data.citations import CITE, COW_MID
from detente.registry import source
from detente.sources._disputes import DISPUTE, DISPUTE_LATER

CARD = source(
    SourceCard(
        id="cow-dispute-list",
        label="COW disputes",
        producer="Correlates of War Project",
        version="5.0",
        licence=CITE,
        read="2026-11-24",
        citation=COW_MID,
        url="https://correlatesofwar.org/data-sets/mids/",
        unit="dispute",
        key=("dispnum",),
        signed=frozenset({"outcome", "settle", "fatality"}),
        coverage=(1816, 2014),
        holds="Over the whole dispute.",
        published="2022",
        ends=(
            "No measure, lens or outcome reads it; disputes of later years are unknown in every "
            "source."
        ),
        file="cow_mid_disputes.parquet",
        columns=DISPUTE,
        forms=(
            Form(
                files=("MIDA 5.0.csv", "MIDA*5.0.csv"),
                addresses=(
                    Address(
                        url="https://correlatesofwar.org/wp-content/uploads/MID-5-Data-and-Supporting-Materials.zip"
                    ),
                ),
                missing=("",),
            ),
            Form(
                files=("cow_mid_disps.rda",),
                addresses=(
                    pinned(
                        *repositories.PEACESCIENCER,
                        "data/cow_mid_disps.rda",
                        "b0dedb0e905411c506edc29c102766056f61c3fce9c67b7a925e7076028ed34a",
                    ),
                ),
            ),
        ),
        rows=2436,
        sha256="9837cbd8181379ee4f29608d26da5ac96e04418baf37add40bb508ac0539503c",
        known="styear",
        later=DISPUTE_LATER,
    )
)

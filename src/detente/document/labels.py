"""Closed sets of words: outcomes, fates, labels of the verdict, and types of partnerships."""

from typing import Literal, get_args

OutcomeId = Literal["drift", "strain", "suspension", "treaty", "rivalry", "force", "rupture"]
LADDER: tuple[OutcomeId, ...] = get_args(OutcomeId)
KINDS = ("rivalry", "force")  # of rupture
FateId = Literal["fixture", "limited", "convenience", "rupture"]
FATES: tuple[FateId, ...] = get_args(FateId)
Label = Literal[
    "permanent fixture",
    "limited partnership",
    "marriage of convenience",
    "rupture",
    "base rate only",  # the case adds nothing to it
]
PartnershipType = Literal["special relationship", "ambivalent alliance", "alliance of convenience"]

"""Labels of the verdict on a partnership, and its types."""

from typing import Literal

Label = Literal[
    "permanent fixture",
    "conditional partnership",
    "durable but not permanent",
    "marriage of convenience",
    "fragile partnership",
]
PartnershipType = Literal["special relationship", "ambivalent alliance", "alliance of convenience"]

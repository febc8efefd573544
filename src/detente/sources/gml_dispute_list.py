"""Militarised disputes, one row each (Gibler, Miller and Little 2.2.1)."""

from detente.data import repositories
from detente.data.cards import Form, SourceCard, pinned
from detente.data.citations import CITE, GML
from detente.registry import source
from detente.sources._disputes import DISPUTE, DISPUTE_LATER

CARD = source(
    SourceCard(
        id="gml-dispute-list",
        label="GML disputes",
        producer="Gibler, Miller and Little",
        version="2.2.1",
        licence=CITE,
        read="2026-11-24",
        citation=GML,
        url="https://internationalconflict.ua.edu/data-download/",
        unit="dispute",
        key=("dispnum",),
        signed=frozenset({"outcome", "settle", "fatality"}),
        coverage=(1816, 2010),
        holds="Over the whole dispute.",
        published="2016",
        ends="No measure, lens or outcome reads it; cow-dispute-list goes on to 2014.",
        file="gml_mid_disputes.parquet",
        columns=DISPUTE,
        forms=(
            Form(
                files=("gml-mida-2.2.1.csv",),
                missing=("",),
            ),
            Form(
                files=("gml_mid_disps.rda",),
                addresses=(
                    pinned(
                        *repositories.PEACESCIENCER,
                        "data/gml_mid_disps.rda",
                        "a0eedf4fa05b60d3015437aeeee410a0b080e7a2e317ab8a2899479e878f450d",
                    ),
                ),
            ),
        ),
        rows=2174,
        sha256="8226337d223d866dd7932e7c78a7f8c3acda478593acba947487d43580e8b966",
        known="styear",
        later=DISPUTE_LATER,
    )
)

"""Militarised disputes by dyad and year (Gibler, Miller and Little 2.2.1)."""

from detente.data import repositories
from detente.data.cards import Form, Release, SourceCard, pinned
from detente.data.citations import CITE, GML
from detente.registry import source
from detente.sources._disputes import SIDES, once_over

CARD = source(
    SourceCard(
        id="gml-disputes",
        label="GML dispute dyad-years",
        producer="Gibler, Miller and Little",
        version="2.2.1",
        licence=CITE,
        read="2026-11-28",
        citation=GML,
        url="https://internationalconflict.ua.edu/data-download/",
        unit="directed dyad, dispute and year",
        key=("dispnum", "ccode1", "ccode2", "year"),
        signed=frozenset(
            {
                "revstate1",
                "revstate2",
                "revtype11",
                "revtype12",
                "revtype21",
                "revtype22",
                "fatality1",
                "fatality2",
                "fatalpre1",
                "fatalpre2",
                "outcome",
                "settle",
                "fatality",
            }
        ),
        coverage=(1816, 2010),
        holds="Years in which the dispute went on.",
        published="2016",
        ends=(
            "Dispute onsets are unknown: the outcomes rupture and force cannot be scored and dyad "
            "spells are censored, and the lens rivalry-legacy ends."
        ),
        file="gml_mid_dispute_dyadyear.parquet",
        columns={
            "dispnum": "INTEGER",
            "ccode1": "INTEGER",
            "ccode2": "INTEGER",
            "year": "INTEGER",
            "midongoing": "INTEGER",
            "midonset": "INTEGER",
            "revstate1": "INTEGER",
            "revstate2": "INTEGER",
            "revtype11": "INTEGER",
            "revtype12": "INTEGER",
            "revtype21": "INTEGER",
            "revtype22": "INTEGER",
            **SIDES,
            "hiact": "INTEGER",
            "hostlev": "INTEGER",
            "mindur": "INTEGER",
            "maxdur": "INTEGER",
            "outcome": "INTEGER",
            "settle": "INTEGER",
            "fatality": "INTEGER",
            "stmon": "INTEGER",
            "recip": "INTEGER",
        },
        forms=(
            Form(
                files=("gml_dirdisp.rda",),
                addresses=(
                    pinned(
                        *repositories.PEACESCIENCER,
                        "data/gml_dirdisp.rda",
                        "862dd4c70ffe5b400ef9db9e136e35798f561c2aae9f00e212d1baf3b18bae4a",
                    ),
                ),
            ),
            Form(
                files=("gml-ddy-disputes-2.1.1.csv",),
                missing=("",),
                release=Release(
                    version="2.1.1",
                    coverage=(1816, 2010),
                    rows=10338,
                    sha256="816046dcf4b02b18e9f4350314ccd39ab80ba3ddbb9615fc774fab419910f9bc",
                ),
            ),
        ),
        rows=10276,
        sha256="e55357179b71540819c2905915041f033efc569b089a9e58afde503514a1b34d",
        later=once_over(
            (
                "fatality1",
                "fatality2",
                "fatalpre1",
                "fatalpre2",
                "mindur",
                "maxdur",
                "outcome",
                "settle",
                "fatality",
                "recip",
            )
        ),
        hindsight=(
            "Hostility and actions are the highest of the whole dispute, which may go on for years."
        ),
    )
)

"""Latent scope, depth and military capacity of alliances (Benson and Clinton 2016)."""

from detente.data import repositories
from detente.data.cards import Citation, Form, Release, SourceCard, pinned
from detente.registry import source

CARD = source(
    SourceCard(
        id="treaty-scores",
        label="Treaty scores",
        producer="Benson and Clinton",
        version="2014",
        licence="No licence stated: not shipped, pull your own copy.",
        read="2026-11-28",
        citation=Citation(
            key="benson_clinton_2016",
            authors=("Benson, Brett V.", "Clinton, Joshua D."),
            year=2016,
            title="Assessing the Variation of Formal Military Alliances",
            journal="Journal of Conflict Resolution",
            volume="60",
            pages="866-898",
        ),
        url="https://journals.sagepub.com/home/jcr",
        unit="alliance",
        key=("atopid",),
        signed=frozenset({"potmilcapacity_score", "depth_score", "scope_score"}),
        coverage=(1815, 2001),
        holds="As written in the treaty.",
        published="2014",
        ends="No measure, lens or outcome reads it.",
        file="",
        columns={
            "atopid": "INTEGER",
            "potmilcapacity_score": "DOUBLE",
            "depth_score": "DOUBLE",
            "scope_score": "DOUBLE",
        },
        forms=(
            Form(
                files=("AllianceDataScore.csv",),
                addresses=(
                    pinned(
                        *repositories.DODL,
                        "inst/extdata/Benson-Clinton_JCR_2014/AllianceDataScore.csv",
                        "f971a0d67b9278a1f084a19fad6e0eb0c9be2438ead9a6fe0f579262e5d9f694",
                    ),
                ),
                columns={
                    "atopid": '"V1"',
                    "potmilcapacity_score": '"Dimension1.score"',
                    "depth_score": '"depth.score"',
                    "scope_score": '"scope.score"',
                },
            ),
            # 490 of its 492 scores of scope differ, by 0.08 in the median (correlation 0.987)
            Form(
                files=("benson_clinton_scores.parquet",),
                release=Release(
                    version="2014, other scores of scope",
                    coverage=(1815, 2001),
                    rows=492,
                    sha256="0ef8f01c4f3c94a9fd28c04259c54e822d6b3d5d7b9bbd5bf586a89a59dbea95",
                ),
            ),
        ),
        rows=492,
        sha256="a1456b9d4339075206cab8334be540169e61d899f2f7a00a5e28f8f0e9d720fa",
        # no date of its own: join it to atop-alliance, which is cut by date
        known="1815",
        hindsight="The latent scales are estimated from all treaties, later ones too.",
    )
)

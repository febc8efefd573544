"""What a reader is shown in place of the name of a covariate, which the fitted models know."""

from detente.history.covariates import (
    A_MAJOR,
    ALIGNMENT,
    BORDERS,
    BOTH_MAJOR,
    COALITION,
    DISTANCE,
    DUTIES,
    EX_RIVAL,
    FAR_MAJOR,
    FAR_STRONG,
    OPPOSED,
    POLITY,
    POLYARCHY,
    POWER,
    RIVAL,
    RUPTURES_BEFORE,
    SINCE_ONE_SIDE,
    SINCE_RUPTURE,
    STRAIN,
    TREATY,
)
from detente.registry import lenses

_LOGARITHM = "log "
LABELS = {
    TREATY: "A treaty in force",
    RIVAL: "Rivals now",
    EX_RIVAL: "Former rivals",
    COALITION: "On one side before",
    SINCE_RUPTURE[0]: "Years since the last rupture",
    SINCE_RUPTURE[1]: "A rupture before",
    SINCE_RUPTURE[2]: "A recent rupture",
    RUPTURES_BEFORE: "Number of ruptures before",
    STRAIN[0]: "A militarised incident before",
    STRAIN[1]: "A recent militarised incident",
    STRAIN[2]: "Militarised incidents in ten years",
    OPPOSED: "Recent sanctions or a crisis between them",
    SINCE_ONE_SIDE: "Years since they were on one side",
    **{duty: f"Treaty duty of {duty}" for duty in DUTIES},
    **{border: border.capitalize() for border in BORDERS},
    DISTANCE: "Distance between the two",
    A_MAJOR: "A major power among them",
    BOTH_MAJOR: "Both major powers",
    POWER[0]: "Power of the stronger",
    POWER[1]: "Power of the weaker",
    FAR_STRONG: "Power of the stronger over the distance",
    FAR_MAJOR: "Reach of a major power over the distance",
    POLITY: "Democracy of the two (Polity)",
    POLYARCHY: "Democracy of the two (V-Dem)",
    ALIGNMENT[0]: "UN votes known for long enough",
    ALIGNMENT[1]: "Agreement in UN votes",
    ALIGNMENT[2]: "Fall of agreement in UN votes",
    ALIGNMENT[3]: "UN sessions with less agreement than before",
    ALIGNMENT[4]: "Drifted apart in UN votes",
}


def covariate_label(name: str) -> str:
    """A covariate or a lens in words.

    Parameters
    ----------
    name : str
        Of a fitted model: a covariate of the tie, one of the earlier models, or the id of a lens.

    Examples
    --------
    >>> covariate_label("log distance"), covariate_label("regime-distance")
    ('Distance between the two', 'Regime distance')
    >>> covariate_label("log members of the smallest treaty")
    'Members of the smallest treaty'
    """
    if name in LABELS:
        return LABELS[name]
    if name in lenses():
        return lenses()[name].card.label
    words = name.removeprefix(_LOGARITHM)
    return words[:1].upper() + words[1:]

"""Names shared by the fitted models: covariates of a tie, and stretches of years ahead.

Nothing is computed here, so that reading a shipped vintage imports none of what fitting needs.
"""

STRETCHES = ((1, 1), (2, 5), (6, 10))  # years ahead with a model of their own
SPAN = 4.0  # standard deviations beyond which a covariate counts no more
LENS_SPAN = 2.5  # beyond which history says nothing of a lens: it counts no more in a forecast
TREATY, RIVAL, EX_RIVAL, COALITION = (
    "a treaty in force",
    "rivals now",
    "former rivals",
    "on one side before",
)
SINCE_RUPTURE = ("log years since rupture", "rupture before", "recent rupture")
BORDERS = ("neighbours by land", "neighbours by sea")
DISTANCE = "log distance"
A_MAJOR, BOTH_MAJOR = "a major power", "both major powers"
POWER = ("log power of the strongest", "log power of the weakest")
# strength falls with distance, and less for the powerful (Boulding 1962): products, and of what
FAR_STRONG, FAR_MAJOR = f"{DISTANCE} x {POWER[0]}", f"{DISTANCE} x {A_MAJOR}"
REACH = {FAR_STRONG: POWER[0], FAR_MAJOR: A_MAJOR}
POLITY, POLYARCHY = "mean polity", "mean polyarchy"
# agreement in UN votes: whether it is known long enough, its level, its fall, for how long, drifted
ALIGNMENT = ("votes known", "alignment", "fall of alignment", "sessions below", "drifted now")
RUPTURES_BEFORE = "log ruptures before"
STRAIN = ("strain before", "recent strain", "log strains in ten years")
OPPOSED = "recent sanctions or crisis"
SINCE_ONE_SIDE = "log years since one side"
DUTIES = ("defence", "neutrality", "non-aggression", "consultation")
TIE_COVARIATES = (
    TREATY,
    RIVAL,
    EX_RIVAL,
    COALITION,
    *SINCE_RUPTURE,
    RUPTURES_BEFORE,
    *STRAIN,
    OPPOSED,
    SINCE_ONE_SIDE,
    *DUTIES,
    *BORDERS,
    DISTANCE,
    A_MAJOR,
    BOTH_MAJOR,
    *POWER,
    *REACH,
    POLITY,
    POLYARCHY,
    *ALIGNMENT,
)  # a case states these

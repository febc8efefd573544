"""Closed sets of words that several rooms share: outcomes, fates, and the codes of a case."""

from typing import Literal, get_args

from detente.errors import DataError

OutcomeId = Literal["drift", "strain", "suspension", "treaty", "rivalry", "force", "rupture"]
LADDER: tuple[OutcomeId, ...] = get_args(OutcomeId)
RUPTURE: OutcomeId = "rupture"  # rivalry or force, whichever comes first

RuptureKind = Literal["rivalry", "force", "dispute"]  # a dispute: of hostility level 3 or more
RUPTURE_KINDS: tuple[Literal["rivalry", "force"], ...] = ("rivalry", "force")  # of rupture
Ending = Literal[OutcomeId, "broken"]  # what may end a spell of a pair; broken: of `dyad-broken`
Disputes = Literal["gml", "cow"]  # whose dispute data
Family = Literal[
    "pacts",
    "ex-rivals",
    "coalitions",
    "pact-partners",
    "common-enemies",
    "defence-agreements",
    "aligned",
]  # of historical spells
Obligation = Literal["defense", "offense", "neutral", "nonagg", "consul"]  # of a treaty, by ATOP
FateId = Literal["fixture", "limited", "convenience", "rupture"]
FATES: tuple[FateId, ...] = get_args(FateId)
Label = Literal[
    "permanent fixture",
    "limited partnership",
    "marriage of convenience",
    "rupture",
    "base rate only",  # the case adds nothing to it
]
LABELS: tuple[Label, ...] = get_args(Label)
# the sentence of "base rate only", wherever it is said
BASE_RATE = "The lenses add next to nothing to the base rate of pairs like this one."
PartnershipType = Literal["special relationship", "ambivalent alliance", "alliance of convenience"]
Confidence = Literal["high", "moderate", "low"]
Basis = Literal["learned", "judged", "contradicted", "none"]  # of the weight of a lens

ActorKind = Literal["state", "faction", "public", "organisation", "non-state"]
SourceKind = Literal["commentary", "news", "official", "scholarship", "data", "survey", "reference"]
ClaimKind = Literal["fact", "judgement", "conditional", "report", "allegation", "stance"]
RecordKind = Literal[
    "rivalry", "dispute", "pact", "coalition", "crisis", "sanctions", "suspension", "agreement"
]
DeedKind = Literal["verbal", "material"]
Valence = Literal["cooperation", "conflict"]
Quad = Literal["verbal cooperation", "material cooperation", "verbal conflict", "material conflict"]
TieSign = Literal["+", "-"]
Side = Literal["above", "below"]  # of a red line
Favours = Literal["partnership", "rupture"]  # what assent in a survey points to
NumberBasis = Literal["judged", "measured"]
Reliability = Literal["A", "B", "C", "D", "E", "F"]  # of a source, Admiralty code
Relevance = Literal["L", "M", "H"]  # of a piece of evidence: low, medium, high
Hedge = Literal[
    "almost-no-chance",
    "very-unlikely",
    "unlikely",
    "roughly-even",
    "likely",
    "very-likely",
    "almost-certain",
]  # words of probability, ICD 203

RowUnit = Literal["dyad-year", "directed-dyad-year", "state-year"]  # dyad-year: ccode1 < ccode2
PanelUnit = Literal[RowUnit, "spell"]


def outcome_of(text: str) -> OutcomeId:
    """The outcome of a name.

    Raises
    ------
    DataError
        If the ladder has no such outcome.
    """
    for outcome in LADDER:
        if text == outcome:
            return outcome
    raise DataError(f"no outcome '{text:.40}'; wanted one of {', '.join(LADDER)}")

"""Deeds: what an actor gave, promised, denied, or had decided before anybody asked."""

import re
from collections.abc import Iterator
from datetime import date

from detente.reading.proposal import Draft
from detente.reading.reader import ReaderCard, reader
from detente.reading.scenes import Scene, clause, inside, scenes, subject, together
from detente.reading.text import Document, Span

_GIVE = (
    r"(?:lift|clos|withdraw|pull|releas|return|hand|open|reopen|restor|resum|suppl"
    r"|deliver|provid|grant|pay|cancel|writ|expel|extradit|dismantl|destroy|scrap|remov"
    r"|reduc|reviv|shar|send|lend|ship|free|halt|suspend|stop|freez|eas|relax|admit|allow"
    r"|transfer|evacuat|demobili|disarm|waiv|forgiv|ced|dispatch|contribut|financ|fund"
    r"|train|build|unfreez|renounc|abandon|cut|repatriat|donat|arrest)"
)
_DONE = re.compile(
    r"\b(?:(?:has|have|had|also|since|then|already|now|finally|duly|quietly|by)\s+)*"
    r"(?:pays|gives|supplies|provides|lends|hosts|grants|lifted|closed(?:\s+down)?"
    r"|shut(?:\s+down)?|withdrew|withdrawn|pulled\s+(?:out"
    r"|back)|released|returned|handed\s+(?:over|back)|opened|reopened|restored|restoring"
    r"|resumed|sent|supplied|delivered|provided(?!\s+(?:that|it|he|she|they|the)\b)"
    r"|granted|paid|cancelled|wrote\s+off"
    r"|written\s+off"
    r"|expelled|extradited|dismantled|destroyed|scrapped|removed|reduced|revived|shared"
    r"|lent|freed|halted|suspended|stopped|froze|frozen|eased|relaxed|allowed|transferred"
    r"|evacuated|disarmed|waived|forgave|forgiven|ceded|contributed|financed|funded"
    r"|dispatched|shipped"
    r"|unfroze|renounced|abandoned|repatriated|donated|arrested|declared\s+(?:a|an"
    r"|the)\s+(?:\w+\s+)?(?:ceasefire|truce|moratorium|amnesty)|gave|given|ratified"
    r"|conceded|dropped|softened|gave\s+up|let\s+\w+|opened\s+up|lowered|abolished"
    r"|repealed|relinquished|guaranteed|sold|answered\s+by|accepted|sheltered|hosted"
    r"|rebuilt|refunded|exempted|bought|invested|extended)\b(?!\s+(?:by|in\s+the\s+"
    r"(?:year|war)|an?\s+invitation)\b)",
)
_SPOKEN = re.compile(
    r"\b(?:(?:has|have|had|also|since|then)\s+)*(?:apologi[sz]ed|recogni[sz]ed|endorsed"
    r"|praised|congratulated|reiterated\s+(?:its|his|her|their)\s+(?:\w+\s+)?support"
    r"|(?:expressed|offered|conveyed)\s+(?:its|his|her|their)\s+(?:\w+\s+)?(?:support"
    r"|regrets?|condolences|sympathy|thanks|solidarity|apolog\w+)|held\s+out"
    r"|condoned|vouched|commended|paid\s+tribute|tacitly\s+back\w*|backed|muted\s+(?:its"
    r"|his|her|their)|toned\s+down|spoke\s+(?:up\s+)?for|voted\s+with|took\s+"
    r"(?:the\s+)?side)\b(?!\s+by\b)",
)
_PROMISED = re.compile(
    r"\b(?:(?:has|have|had|also|since|then)\s+)*(?:promis(?:es|ed|ing)|pledg(?:es|ed|ing)"
    r"|vow(?:s|ed)|undert(?:ook|aken|akes)\s+to|offer(?:s|ed|ing)(?:\s+to)?|offers?\s+to"
    r"|agreed\s+(?:(?:with|in|on|last)\s+(?:\w+\s+){1,3}?)?to|(?:intends?|intended|plans?"
    r"|planned|is|are|prepar\w+)\s+to\s+(?:send|give|lend|pay|withdraw|open|close|lift"
    r"|release|supply|deliver|hand|return|sell|build|provide|restore|resume)|commit(?:s"
    r"|ted)\s+(?:itself|himself|herself|themselves|to)|stands?\s+"
    r"ready\s+to|volunteered\s+to|assured\s+\w+[^.;]{0,40}?\s(?:would|will)"
    rf"|(?:will|shall|would)\s+(?:\w+ly\s+|continue\s+to\s+)?(?:{_GIVE}e?|give|keep"
    rf"|honou?r|repeat|help|assist|stand\s+by|support|defend|back|join|recogni[sz]e"
    rf"|protect|apologi[sz]e|sign|buy|sell|compensate|take\s+part)\b(?!\s+if\b)"
    r"|announced\s+(?:that\s+(?:it|he|she|they)\s+(?:would|will)|plans\s+to|(?:its|his"
    r"|their)\s+readiness)|prepared\s+to|ready\s+to|willing\s+to|signalled\s+(?:its|his"
    r"|their)\s+(?:readiness|willingness)|said\s+(?:that\s+)?(?:it|he|she|they)\s+"
    r"(?:would|will)\s+(?!not\b)|gave\s+(?:an?\s+)?(?:assurances?|guarantees?|(?:his|her"
    r"|its|their)\s+word)|swore\s+to|engaged\s+(?:itself\s+)?to)\b"
    r"|['’]s\s+(?:offer|promise|pledge|undertaking)\s+(?:to|of|that)\b|\bpotential\s+"
    r"concessions?\b",
)
_DENIED = re.compile(
    r"\b(?:(?:has|have|had|also|since|then)\s+)*(?:refus(?:es|ed|ing)(?:\s+to)?"
    r"|declin(?:es|ed)\s+to(?!\s+comment)|reject(?:s|ed)?(?!\s+(?:[\w-]+\s+){0,3}(?:charges?"
    r"|allegations?|accusations?|claims?|criticism|reports?|suggestions?)\b)|den(?:y|ies"
    r"|ied)|ruled\s+out|rules\s+out|withh(?:eld|olds)|veto(?:es|ed)|turned\s+down"
    r"|(?:would|will)\s+not\s+(?:\w+ly\s+)?(?:give|grant|accept|allow|return|pay|send|let"
    r"|sell|withdraw|sign|recogni[sz]e|release|lift|open|join|take|host|hand|back|support"
    r"|agree|share|provide|supply|negotiate|hear\s+of)|rebuff(?:s|ed)|block(?:s|ed)"
    r"|barred|stonewalled|balked\s+at|spurned|failed\s+to\s+(?:deliver|pay|honou?r|keep)"
    r"|broke\s+(?:its|his|their)\s+(?:word|promise)|reneged\s+on|did\s+not\s+(?:give"
    r"|grant|allow|return|pay|send))\b"
    r"|\b(?:assur|declar|insist)\w+\b[^.;]{0,60}?\bthat\s+no\s+(?:\w+\s+){1,6}?had\s+been\b",
)
_BEFORE = re.compile(
    r"\b(?:(?:had|has|have|was|were)\s+(?:already\s+|long\s+(?:since\s+|ago\s+"
    r"|before\s+)?|been\s+|previously\s+)*(?:already|long|previously|been)\s+"
    r"(?:been\s+)?(?:decided|planned|ordered|intended|agreed|resolved|scheduled|announced"
    r"|under\s+way|in\s+preparation|settled|budgeted|foreseen|due)"
    r"|(?:was|were)\s+going\s+to\s+(?:be\s+)?\w+[^.;]{0,40}?\b(?:anyway|in\s+any\s+"
    r"(?:case|event)|regardless)|would\s+have\s+(?:been\s+)?\w+\s+[^.;]{0,30}?(?:anyway"
    r"|in\s+any\s+(?:case|event)|regardless)|had\s+(?:decided|planned|resolved"
    r"|intended)\b[^.;]{0,60}?\b(?:before|prior|earlier|well\s+before|long\s+before"
    r"|anyway)|(?:decision|decided|plan)\b[^.;]{0,30}\b(?:predat\w+|(?:long|well|months"
    r"|years|weeks)\s+before|taken\s+before|prior\s+to))\b",
)
_RULES = (
    ("predecided", "predecided", _BEFORE),
    ("denied", "denied", _DENIED),
    ("promised", "promised", _PROMISED),
    ("given", "done", _DONE),
    ("given", "spoken", _SPOKEN),
)
_MATERIAL = re.compile(
    rf"\b(?:{_GIVE}\w*|troops|bases?|aid|arms|weapons|money|loans?|credits?|compensation"
    rf"|fuel|gas|oil|food|prisoners?|intelligence|data|quotas?|tariffs?|licen[cs]es?"
    rf"|markets?|flights|trade|visas?|equipment|ships|aircraft|refuge|ceasefire|truce"
    rf"|embargo|ban|sanctions|million|billion)\b",
    re.IGNORECASE,
)
_VERBAL = re.compile(
    r"\b(?:apolog\w+|recogni\w+|support|endors\w+|acknowledg\w+|statement|words?|prais\w+"
    r"|regret\w*|friendship|criticism|consult\w*|discuss|talks?|invit\w+|condemn\w*"
    r"|stands?\s+ready|help\s+if)\b",
    re.IGNORECASE,
)
_IDLE = re.compile(
    r"\b(?:if|unless|should|whether|were\s+to|what|(?:thought|said|believed|alleged|reported"
    r"|suspected|rumoured|known)\s+to)\b[^,;]*$",
    re.IGNORECASE,
)
_THINGS = re.compile(
    r"\b(?:duties|duty|tariffs?|ban|bans|quotas?|sanctions|troops|bases|restrictions"
    r"|embargo|flights|licences|visas|debts?|prisoners|controls|border"
    r"|subsidies)\b[^,;]*$",
    re.IGNORECASE,
)
_ADJECTIVE = re.compile(
    r"\b(?:an?|the|its|their|his|her|no|of|any|this|newly|recently|to|kept|keep"
    r"|broken)\s+$",
    re.IGNORECASE,
)
_POLLED = re.compile(
    r"\b(?:polls?|surveys?|respondents)\b|(?:%|per\s?cent)\s+(?:of\s+"
    r"[\w ]{1,30}\s)?(?:sa(?:id|y)|want"
    r"|think|thought|believ|nam|would|favou|oppos|support)"
)
_NOTHING = re.compile(
    r"\s+(?:\w+\s+){0,2}(?:nothing|no\s|nobody)|\s+(?:negotiations|talks|relations)\b"
)
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being|got)\s+(?:\w+ly\s+)?$")


@reader(
    ReaderCard(
        id="deeds",
        kinds=("deed",),
        version=1,
        says="What was given, promised, denied or decided before, by whom and for whom",
    )
)
def read(document: Document, as_of: date) -> Iterator[Draft]:
    """Deeds of one actor, each at its clause."""
    for scene in scenes(document, as_of):
        if _POLLED.search(scene.low):
            continue
        taken: list[int] = []
        for status, rule, pattern in _RULES:
            for hit in pattern.finditer(scene.low):
                near = any(abs(hit.start() - at) < 25 for at in taken)
                found = [] if near else list(_deeds(scene, status, rule, hit))
                if found:
                    taken.append(hit.start())
                yield from found


def _deeds(scene: Scene, status: str, rule: str, hit: re.Match[str]) -> Iterator[Draft]:
    """The deeds of a verb, one for each giver and receiver; none if no actor does it."""
    before = scene.words[: hit.start()]
    giver = subject(scene, hit.start())
    if giver is None and status == "predecided":
        giver = next(iter(scene.actors), None)
    if giver is None or _IDLE.search(before) or _no_act(rule, before):
        return
    if _NOTHING.match(scene.low, hit.end()):
        return
    whole = clause(scene, hit.start(), hit.end())
    start = giver.span.start if whole.start <= giver.span.start else whole.start
    span = Span(min(start, scene.start + hit.start()), whole.end)
    after = [m for m in inside(scene, whole) if m.span.start >= scene.start + hit.start()]
    first = next((m for m in after if m.actor != giver.actor), None)
    receivers = together(scene, first, forward=True)[:4] if first is not None else (None,)
    for who in together(scene, giver)[:2]:
        for receiver in receivers:
            if who != receiver:
                yield _draft(scene, span, (who, receiver, status, rule), hit[0])


def _draft(scene: Scene, span: Span, deed: tuple[str, str | None, str, str], words: str) -> Draft:
    giver, receiver, status, rule = deed
    return Draft(
        kind="deed",
        span=span,
        fields={
            "giver": giver,
            "receiver": receiver,
            "status": status,
            "form": _form(rule, scene.text[span.start : span.end]),
        },
        rule=rule,
        reason=f"'{' '.join(words.split())}' by {giver}",
    )


def _no_act(rule: str, before: str) -> bool:
    """Whether the word is an adjective, or a passive whose subject is not who did it."""
    if rule not in ("done", "spoken", "denied", "promised"):
        return False
    if _ADJECTIVE.search(before):
        return True
    return bool(_PASSIVE.search(before)) and not _THINGS.search(before)


def _form(rule: str, words: str) -> str:
    """Words or things: what is given decides, not the promise of it."""
    if rule == "spoken" or (_VERBAL.search(words) and not _MATERIAL.search(words)):
        return "verbal"
    return "material"

"""Threats: who or what endangers whom, by the nouns and verbs of danger."""

import re
from collections.abc import Iterator
from datetime import date

from detente.reading.mention import Mention
from detente.reading.proposal import Draft
from detente.reading.reader import ReaderCard, reader
from detente.reading.scenes import Scene, clause, inside, pair, scenes, sides, subject, together
from detente.reading.text import Document, Span

_NOUN = r"(?:threats?|dangers?|menace|peril|hazard|risk|challenge\s+to\s+the\s+security)"
_BE = (
    r"(?:is|are|was|were|be|been|remains?|remained|pos(?:e|es|ed|ing)|presents?|presented"
    r"|presenting|represents?|represented"
    r"|constitutes?|constituted|form(?:s|ed)|became|become|becomes|posing|as)"
)
_IS_THREAT = re.compile(
    rf"\b{_BE}\s+(?:now\s+|still\s+|also\s+|not\s+only\s+)?(?:the\s+|an?\s+|its\s+"
    rf"|their\s+|our\s+|his\s+|no\s+)?(?:[\w'-]+\s+){{0,4}}?{_NOUN}\b"
    r"(?:\s+(?:to|for|facing|against)\s+(?P<to>[^.;:,]+))?",
)
_THREAT_OF = re.compile(
    rf"\b{_NOUN}\s+(?:of|from|posed\s+by|presented\s+by|coming\s+from|represented\s+"
    rf"by)\s+(?P<what>[^.;:,]+)",
)
_NAMED_THREAT = re.compile(
    r"\b(?:the|an?|any|this|growing|rising)\s+(?P<what>(?:[\w'’-]+\s+){1,2}?)(?:threat"
    r"|menace|danger|peril)\b(?!\s+(?:of|from))"
    r"(?:\s+to\s+(?P<to>[^.;:,]+))?",
)
_THREATENS = re.compile(
    r"\b(?:threaten(?:s|ed|ing)?|endanger(?:s|ed|ing)?|imperil(?:s|led)?|menac(?:es|ed"
    r"|ing)|jeopardi[sz](?:es|ed|ing)|destabili[sz](?:es|ed|ing)|undermin(?:es|ed|ing)"
    r"|(?:could|might|may|would|can)\s+(?:well\s+)?(?:impair|undermine|destabili[sz]e"
    r"|endanger|threaten|imperil|jeopardi[sz]e|spill\s+over\s+(?:in)?to|engulf"
    r"|overrun))\s+(?!to\b)(?P<to>[^.;:,]+)",
)
_THREATENED_BY = re.compile(
    r"\b(?:threatened|endangered|menaced|imperilled|alarmed|destabili[sz]ed|worried"
    r"|troubled|frightened|unnerved|preoccupied|haunted)\s+(?:by|with|about|at|over)\s+"
    r"(?P<what>[^.;:,]+)",
)
_FEARS = re.compile(
    r"\b(?:fear(?:s|ed)?|dread(?:s|ed)?|(?:is|are|was|were)\s+(?:\w+\s+)?(?:afraid|wary"
    r"|fearful)|alarm|anxiety|anxious|concerned|concerns?|unease|worr(?:y|ies|ied)"
    r"|suspicio(?:n|us))"
    r"\s+(?:of|about|over|at|by|that)?\s*(?P<what>(?:the\s+|an?\s+|its\s+)?[^.;:,]+)",
)
_DANGER = re.compile(
    r"\b(?:terroris\w+|missiles?|nuclear|weapons?|attacks?|invasion|insurgen\w+"
    r"|militant\w*|extremis\w+|enlargement|expansion|infiltration|aggression|rise"
    r"|encirclement|presence"
    r"|piracy|pirates|smuggl\w+|traffick\w+|drugs?|separatis\w+|army|navy|fleet|troops"
    r"|forces|bases?|warheads|bombs?|enrichment|coup|war|rearmament|build-up|buildup"
    r"|hegemony|domination|revolution"
    r"|refugees|spill\w*|jihad\w*|fundamentalis\w+|communis\w+|dam|blockade|sanctions"
    r"|nationalis\w+|intervention|arsenal|submarines?|cyber\w*|hackers?|raids?"
    r"|incursions?|power)\b",
    re.IGNORECASE,
)
_ENEMY = re.compile(
    r"\b(?:common|shared|mutual)\s+(?:enem(?:y|ies)|foes?|adversar(?:y|ies)|threats?"
    r"|dangers?)\b\s*(?:(?:[-–—,:]|in|of|was|is|were|are|called"
    r"|named)\s*(?P<what>[^.;:,]+))?",
)
_AGAINST = re.compile(
    r"\b(?:fight|struggle|war|campaign|battle|alliance|coalition|front|cooperat\w+|combat"
    r"|defen[cs]e|shield|united|together|effort|measures|bulwark)\s+(?:\w+\s+)?against\s+"
    r"(?P<what>(?:[\w'’-]+\s+){0,2}(?:terroris\w+|piracy|pirates|extremis\w+|separatis\w+"
    r"|insurgen\w+|militants?|jihadis\w+|smuggl\w+|traffick\w+|drugs?|proliferation"
    r"|communis\w+|fascis\w+|aggression|the\s+[A-Z]\w+))"
    r"|\banti-(?P<anti>terroris[mt]|piracy|drugs?|communis[mt]|insurgency|Taliban|[A-Z]\w+)\b",
)
_NOT = re.compile(r"\b(?:no|not|never|hardly|neither)\b|n['’]t\b", re.IGNORECASE)
_AGGRESSION = re.compile(
    r"\b(?:against|in\s+the\s+event\s+of|in\s+case\s+of|danger\s+only,?\s+namely\s+that"
    r"|danger\s+(?:is\s+)?that|fear\s+that|threat\s+that|guard\s+against|deter|repel"
    r"|resist|covered?|face[ds]?)\s+(?:an?\s+|the\s+|any\s+|further\s+|possible\s+)*"
    r"(?P<what>(?:[A-Z][\w-]+\s+)(?:[\w-]+\s+){0,3}?(?:attacks?|aggression|intrigues?"
    r"|invasion|expansion\w*|ambitions?|missiles|designs|hegemony|pressure|domination"
    r"|revenge|raids?|should|might|will|could|bombs?|subversion|infiltration"
    r"|encroachment))",
)
_INFILTRATION = re.compile(
    r"\b(?P<what>(?:infiltration|cross-border\s+(?:raids|attacks|terrorism|terror|fire)"
    r"|piracy|smuggling|terrorism|proliferation|insurgency|extremism)\b(?:\s+(?:across"
    r"|from|in|along)\s+[^.,;]{1,40}?)?)\s+(?:ends?|stops?|continues?|spreads?|grows?"
    r"|rises?|has|is|must|against)\b",
)
_CAPITALS = (_AGGRESSION, _AGAINST)
_RULES = (
    ("noun", _IS_THREAT),
    ("enemy", _ENEMY),
    ("of", _THREAT_OF),
    ("named", _NAMED_THREAT),
    ("verb", _THREATENS),
    ("by", _THREATENED_BY),
    ("fear", _FEARS),
    ("aggression", _AGGRESSION),
    ("against", _AGAINST),
    ("infiltration", _INFILTRATION),
)
_NEAR = 12  # characters between an actor and what it does: *Rome still fears*
_SEES = re.compile(
    r"\b(?:sees?|saw|regards?|regarded|views?|viewed|considers?|considered)\b(?=.*$)"
)
_HEAD_ENDS = re.compile(
    r"\s+(?:of|in|on|along|from|by|to|for|at|with|and|or|that|which|who|whose|across"
    r"|between|under|near|against|through|during|since|is|are|was|were|has|have|had|will"
    r"|would|could|might|may"
    r"|than|as|into|over|among|alike|upon)\b.*",
    re.IGNORECASE | re.DOTALL,
)
_EMPTY = frozenset(
    [
        "it",
        "this",
        "that",
        "they",
        "these",
        "those",
        "he",
        "she",
        "which",
        "who",
        "what",
        "there",
        "a",
        "an",
        "the",
        "any",
        "all",
        "our",
        "its",
        "their",
        "his",
        "new",
        "other",
        "more",
        "same",
        "greatest",
        "gravest",
        "real",
        "main",
    ]
)


@reader(
    ReaderCard(
        id="threats",
        kinds=("threat",),
        version=1,
        says="Dangers, enemies and fears: who or what threatens whom",
    )
)
def read(document: Document, as_of: date) -> Iterator[Draft]:
    """Threats, each with what it comes from and who is threatened."""
    for scene in scenes(document, as_of):
        two = pair(document, as_of, scene.sentence.paragraph)
        done: list[Span] = []
        for rule, pattern in _RULES:
            words = scene.words if pattern in _CAPITALS else scene.low
            for hit in pattern.finditer(words):
                one = _threat(scene, rule, hit, two)
                if one is not None and not any(one.span.overlaps(s) for s in done):
                    done.append(one.span)
                    yield one


def _threat(scene: Scene, rule: str, hit: re.Match[str], two: tuple[str, ...]) -> Draft | None:
    """A threat of one hit; none where its source cannot be told."""
    given = hit.groupdict()
    what, source, begin = _source(scene, rule, hit)
    if what is None or (rule in ("fear", "by") and not source and not _is_danger(scene, hit)):
        return None
    if rule == "noun" and _NOT.search(hit[0]):
        return None
    target = _targets(scene, hit, given.get("to"), two)
    to = tuple(t for t in target if t != what)
    start, end = min(begin, hit.start()), _end(scene, hit)
    if not to:
        return None
    return Draft(
        kind="threat",
        span=scene.span(start, end),
        fields={"actor": what, "to": to},
        rule=rule,
        reason=f"'{' '.join(hit[0].split())[:80]}': {what} is said to endanger {', '.join(to)}",
    )


def _is_danger(scene: Scene, hit: re.Match[str]) -> bool:
    """Whether what is feared is a danger: by its own words, or because an actor *fears* it."""
    if re.search(r"\b(?:less|more|rather)\s+than\b|\bgrowing\s+(?:less|more)\b", hit[0]):
        return False
    if _DANGER.search(hit["what"]):
        return True
    near = any(0 <= hit.start() + scene.start - m.span.end < _NEAR for m in scene.actors)
    return near and re.match(r"(?:fear|dread)(?:s|ed)?\b", hit[0]) is not None


def _source(scene: Scene, rule: str, hit: re.Match[str]) -> tuple[str | None, bool, int]:
    """From whom or what: an actor or a slug, whether it is an actor, and where it stands."""
    given = hit.groupdict()
    name = "anti" if given.get("anti") else "what"
    if given.get(name):
        span = scene.span(hit.start(name), hit.end(name))
        return *_head(scene, span), hit.start()
    if rule == "enemy":
        named = [m for m in scene.actors if m.span.start - scene.start >= hit.end()]
        return (named[0].actor, True, hit.start()) if named else (None, False, 0)
    before = clause(scene, hit.start(), hit.start() + 1)
    stretch = scene.words[before.start - scene.start : hit.start()]
    if not stretch.strip():
        return None, False, 0
    said = list(
        re.finditer(r"\b(?:that|whether|sees?|saw|regards?|regarded|views?|considers?)\s+", stretch)
    )
    skip = said[-1].end() if said and said[-1].end() < len(stretch.rstrip()) else 0
    start = before.start - scene.start + skip
    if not scene.words[start : hit.start()].strip():
        return None, False, 0
    return *_head(scene, scene.span(start, hit.start())), start


def _head(scene: Scene, span: Span) -> tuple[str | None, bool]:
    """The actor that a phrase is, or a slug of its head noun."""
    words = scene.text[span.start : span.end].strip()
    lead = re.match(
        r"(?:(?:and|but|yet|so|the|an?|any|its|their|his|our|both|all)\s+)*", words, re.IGNORECASE
    )
    plain = words[lead.end() if lead else 0 :]
    head = _HEAD_ENDS.sub("", plain).strip(" ,'’\"“”")
    first = scene.text.find(head, span.start) if head else span.start
    known = inside(scene, span)
    named = [m for m in known if m.span.end == first + len(head)] if head else []
    if known and not named and _DANGER.search(head.rpartition(" ")[2] or head):
        named = [known[0]]  # *a Bulgarian attack* comes from Bulgaria
    if named:
        return named[-1].actor, True
    kept = [w.lower() for w in re.findall(r"[A-Za-z][\w-]*", head)]
    kept = [w for w in kept if w not in _EMPTY][-3:]
    return ("-".join(kept) if kept else None), False


def _targets(
    scene: Scene, hit: re.Match[str], to: str | None, two: tuple[str, ...]
) -> tuple[str, ...]:
    """Who is threatened: those named, else who says or fears it, else the pair of the text."""
    if to:
        found = sides(scene, scene.span(hit.start("to"), hit.end("to")), two)
        if found:
            return found
    seen = _SEES.search(scene.low[: hit.start()])
    who: Mention | None = subject(scene, seen.start() if seen else hit.start())
    if seen and who is not None:
        return together(scene, who)
    both = sides(scene, clause(scene, hit.start(), hit.end()), two)
    if len(set(both) & set(two)) == 2:
        return two
    return (who.actor,) if who is not None else two


def _end(scene: Scene, hit: re.Match[str]) -> int:
    """End of the words, no further than the end of their clause."""
    last = clause(scene, hit.start(), hit.start() + 1).end - scene.start
    return max(hit.start() + 1, min(len(hit[0].rstrip()) + hit.start(), max(last, hit.start() + 8)))

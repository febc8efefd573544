r"""Words of probability, mapped to the seven bands of ICD 203.

Bands are chosen by how readers understand the words, as far as the studies agree: Kent (1964)
put *almost certain* at 93 +- 6 percent, *probable* at 75 +- 12, *chances about even* at 50 +- 10,
*probably not* at 30 +- 10, *almost certainly not* at 7 +- 5; in the surveys of Wheaton,
Fagen-Ulmschneider ("Perception of probability words") and Mauboussin and Mauboussin (2018) the
middle answer for *likely* and *probably* is near 70, for *highly likely* near 90, for *unlikely*
near 20, for *little chance* near 10, and for *may*, *might*, *could*, *possibly*, *perhaps* between
40 and 50 with the widest spread of all. These figures are quoted from memory and are not checked
against the publications. Modal verbs are *roughly even* here: their middle lies at the edge of that
band, and no other band holds their spread. A negation gives the band of what is said to happen:
*not likely* is *unlikely*, *probably not* is *unlikely*, *not impossible* is *unlikely*.

References
----------
Kent, S. (1964). Words of estimative probability. Studies in Intelligence 8(4), 49-65.
"""

import re
from collections.abc import Iterator
from datetime import date

from detente.reading.clauses import short_sentences, word_set
from detente.reading.proposal import Draft
from detente.reading.reader import ReaderCard, reader
from detente.reading.text import Document, Span

_BE = (
    r"(?:(?:is|are|was|were|be|been|being|seems?|looks?|appears?|remains?)\s+(?:still\s+|now\s+|"
    r"also\s+)?)?"
)
_IT = r"(?:[Ii]t\s+)?"
_NOT = r"(?:not|n['\u2019]t|hardly|scarcely|never|neither|no\s+longer)"
_VERY = r"(?:very|highly|extremely|most|quite|overwhelmingly|exceedingly|increasingly|deeply)"
_LESS = r"(?:little|small|slim|slight|scant|poor|low|minimal|remote|not\s+much(?:\s+of\s+a)?)"
_CHANCE = r"(?:chances?|likelihood|probability|prospects?|possibility|hope)"
_PERSONS = (
    r"(?:candidates?|friends?|bedfellows?|couples?|pairs?|success\w+|partners?|all(?:y|ies)|"
    r"winners?|heirs?|nominees?|contenders?|"
    r"suspects?|culprits?|buyers?|leaders?|lads?|story|tale|looking)"
)
_END = r"(?:\s+(?:to|that)\b)?"

# Rule, band, words. Earlier rows win where two begin at the same place.
_ROWS: tuple[tuple[str, str, str], ...] = (
    ("phrase", "likely", r"more\s+likely\s+than\s+not|more\s+often\s+than\s+not|better\s+than\s+"
                         r"even"),
    ("phrase", "roughly-even", r"as\s+likely\s+as\s+not|fifty[\s-]fifty|50[-/]50|a\s+toss-?up|"
     r"(?:about|roughly)\s+even\s+(?:chance|odds)|even\s+(?:chances?|odds)|(?:a\s+)?coin\s+toss"),
    ("phrase", "very-likely", r"in\s+all\s+(?:probability|likelihood)|more\s+than\s+likely|"
     rf"(?:a\s+)?(?:every|very\s+good|strong|high|great|excellent)\s+{_CHANCE}(?=\s+(?:that|of|"
     rf"to)\b)"),
    ("phrase", "likely", r"(?:the\s+)?(?:odds|chances)\s+are(?:\s+that)?|"
     rf"(?:a\s+)?(?:good|fair|reasonable|better|serious|real|distinct)\s+{_CHANCE}(?=\s+(?:that|"
     rf"of|to)\b)"),
    ("phrase", "almost-no-chance", rf"(?:is\s+|are\s+)?(?:almost|virtually|practically|next\s+"
                                   rf"to)?\s*no\s+{_CHANCE}"
     r"(?=\s+(?:that|of|to|for)\b)|out\s+of\s+the\s+question"),
    ("phrase", "very-unlikely", rf"(?:a\s+)?(?:very\s+)?{_LESS}\s+{_CHANCE}(?=\s+(?:that|of|to|"
                                rf"for)\b)|"
     rf"{_CHANCE}\s+(?:\w+\s+){{0,6}}?(?:is|are|remains?|looks?)\s+(?:very\s+)?(?:slim|slight|"
     rf"remote|small|minimal)"),
    ("phrase", "unlikely", r"a\s+long\s+shot|the\s+odds\s+are\s+against"),
    ("negated", "almost-no-chance", r"almost\s+certainly\s+(?:not|never)|will\s+certainly\s+"
                                    r"(?:not|never)"),
    ("negated", "unlikely", r"(?:is|are|was|were)n['\u2019]t\s+(?:very\s+|at\s+all\s+|terribly\s+"
                            r")?likely" + _END),
    ("negated", "unlikely", rf"{_BE}{_NOT}\s+(?:very\s+|at\s+all\s+|terribly\s+|particularly\s+"
                            rf")?(?:likely|probable){_END}"),
    ("negated", "unlikely", r"probably\s+(?:\w+\s+)?(?:not|never)\b|(?:will|would|does|do|is|"
                            r"are)\s+probably\s+not"),
    ("negated", "likely", rf"{_BE}{_NOT}\s+(?:at\s+all\s+)?(?:unlikely|improbable){_END}"),
    ("negated", "unlikely", rf"{_BE}{_NOT}\s+(?:altogether\s+|entirely\s+)?(?:impossible|"
                            rf"inconceivable|unthinkable){_END}"),
    ("negated", "roughly-even", rf"{_BE}{_NOT}\s+(?:at\s+all\s+|yet\s+|by\s+any\s+means\s+)?"
     r"(?:certain|sure|bound|inevitable|a\s+foregone\s+conclusion)(?:\s+(?:to|that|whether))?"),
    ("doubt", "almost-certain", r"(?:there\s+is\s+|there\s+can\s+be\s+)?(?:little|no|scant)\s+"
                                r"doubt(?!s)|without\s+(?:a\s+)?doubt|"
     r"few\s+(?:\w+\s+)?doubt|(?:no\s+one|nobody)\s+doubts|beyond\s+(?:any\s+|all\s+)?doubt"),
    ("doubt", "unlikely", rf"{_IT}{_BE}(?:very\s+|highly\s+)?doubtful(?:\s+(?:that|whether|if))?|"
     r"(?:doubts?|doubted|sceptical|skeptical)\s+(?:that|whether|if)\b"),
    ("adverb", "almost-certain", r"(?:almost|virtually|nearly|practically)\s+"
                                 r"certain(?:ly)?" + _END +
     r"|(?:undoubtedly|unquestionably|doubtless|inevitably|indubitably)|(?:will|would)\s+"
     r"(?:certainly|surely|definitely)"),
    ("sure", "almost-certain", r"[Ii]\s+(?:am|remain)\s+(?:certain|sure|convinced)(?!\s+of)|"
                               r"[Ww]e\s+(?:are|remain)\s+(?:certain|sure|convinced)(?!\s+of)"),
    ("sure", "very-likely", r"(?:[Ii]\s+am|[Ww]e\s+are)\s+confident(?:\s+that)?"),
    ("adjective", "almost-certain", rf"{_BE}(?:certain|sure|bound|guaranteed|destined)\s+to\b|"
                                    rf"{_BE}inevitable(?!\s+(?:that\s+)?\w+s\b)|"
     rf"{_IT}{_BE}certain\s+that|a\s+foregone\s+conclusion|a\s+(?:virtual|near)\s+certainty"),
    ("adjective", "almost-no-chance", rf"{_IT}{_BE}(?:almost\s+|virtually\s+|all\s+but\s+|"
                                      rf"nearly\s+|practically\s+)"
     r"(?:impossible|inconceivable|unthinkable)(?:\s+(?:to|that))?|"
     rf"{_IT}(?:is|are|remains?|seems?)\s+(?:inconceivable|unthinkable){_END}"),
    ("adverb", "very-likely", rf"{_IT}{_BE}{_VERY}\s+(?:likely|probabl[ey]){_END}"),
    ("adjective", "very-unlikely", rf"{_IT}{_BE}{_VERY}\s+(?:unlikely|improbable|doubtful){_END}"),
    ("comparative", "likely", r"(?:more|likelier|increasingly)\s+(?:likely|probable)" + _END),
    ("comparative", "unlikely", r"(?:less|ever\s+less|much\s+less)\s+(?:likely|probable)" + _END),
    ("adjective", "unlikely", rf"{_IT}{_BE}(?:unlikely|improbable)(?!\s+(?:\w+\s+"
                              rf")?{_PERSONS}){_END}"),
    ("adverb", "likely", r"probably|presumably|in\s+all\s+odds"),
    ("adjective", "likely", rf"(?<!n['\u2019]t\s)(?<!not\s){_IT}{_BE}(?:likely|probable)(?!\s+"
                            rf"(?:\w+\s+)?{_PERSONS}){_END}"),
    ("noun", "likely", r"the\s+(?:likelihood|probability)\s+(?:is\s+)?that"),
    ("modal", "likely", r"(?:could|may|might)\s+(?:very\s+)?well(?!-)"),
    ("modal", "roughly-even", r"(?:may|might)\s+or\s+(?:may|might)\s+not"),
    ("modal", "very-unlikely", r"(?:could|can)\s+(?:hardly|scarcely)"),
    ("noun", "roughly-even", r"(?:there\s+(?:is|was|remains)\s+)?(?:a|the|some|an\s+outside|"
                             r"any)\s+(?:chance|possibility|prospect)\s+that"),
    ("phrase", "unlikely", r"(?:can(?:not|['\u2019]t)|could\s+not|should\s+not)\s+be\s+"
                           r"(?:entirely\s+|wholly\s+)?(?:ruled\s+out|excluded)"),
    ("open", "roughly-even", rf"{_IT}{_BE}(?:not\s+(?:yet\s+|at\s+all\s+)?(?:clear|known)|unclear|"
                             r"uncertain|an\s+open\s+question|anyone['\u2019]s\s+guess|"
                             r"far\s+from\s+(?:clear|certain))\s+(?:whether|if|that)\b"),
    ("open", "roughly-even", r"(?:is|are|was|remains?)\s+(?:still\s+)?(?:far\s+from\s+certain|"
                             r"by\s+no\s+means\s+"
                             r"certain|uncertain|in\s+(?:some\s+)?doubt|in\s+the\s+balance)"),
    ("belief", "likely", r"I\s+(?:rather\s+)?suspect(?:\s+that)?|(?:my|our)\s+(?:own\s+"
                         r")?(?:best\s+)?(?:guess|bet|hunch)\s+is(?:\s+that)?|"
                         r"(?:I|we)\s+(?:should|would)\s+not\s+be\s+surprised"),
    ("belief", "unlikely", r"[Ii]\s+(?:do|can)\s?not\s+believe(?:\s+that)?|[Ii]\s+doubt\s+it|"
                           r"(?:scarcely|hardly|not)\s+to\s+be\s+expected"),
    ("belief", "unlikely", r"(?:hard|difficult)\s+to\s+(?:imagine|see\s+how|believe|conceive)"),
    ("sure", "almost-certain", rf"{_BE}(?:convinced|persuaded|certain|sure)\s+that"),
    ("sure", "very-likely", rf"{_BE}confident\s+that|(?:only\s+)?a\s+(?:mere\s+)?(?:question|"
                            rf"matter)\s+of\s+time"),
    ("adjective", "likely", r"(?:liable|apt|poised)\s+to|(?:looks?|seems?|appears?)\s+(?:set|"
                            r"poised)\s+to"),
    ("should", "likely", r"should\s+(?:soon\s+|also\s+|easily\s+|thus\s+)?(?:prove|hold|help|"
                         r"reach|rise|grow|fall|"
                         r"suffice|ease|narrow|"
                         r"improve|recover|exceed|double|return\s+to|be\s+(?:complete|ready|"
                         r"enough|over|able\s+to|in\s+place))"),
    ("possible", "roughly-even", rf"{_IT}{_BE}(?:quite\s+|entirely\s+|just\s+|perfectly\s+"
                                 rf")?(?:possible|conceivable|plausible)\s+that|"
     r"(?:conceivably|possibly|potentially)|"
     r"(?<!where\s)(?<!if\s)(?<!every\s)(?<!best\s)(?<!make\s)(?<!made\s)(?<!makes\s)(?<!worst\s)"
     r"possible(?!\s+(?:to|for)\b)"),
    ("adverb", "roughly-even", r"(?:perhaps|maybe)(?!\s+(?:\d|some\b|the\s+(?:most|best|greatest|"
                               r"largest|only)\b))"),
    ("modal", "roughly-even", r"(?:may|might|could)"),
)  # fmt: skip
_WORDS = word_set(
    "may might could likely unlikely likelier likelihood probably probable probability perhaps "
    "probabilities improbable presumably maybe possibly possible possibility conceivably chances "
    "conceivable plausible potentially chance prospect prospects hope odds doubt doubts doubted "
    "doubtful doubtless undoubtedly sceptical skeptical certain certainly certainty surely sure "
    "definitely bound guaranteed destined inevitable inevitably indubitably impossible convinced "
    "inconceivable unthinkable question unquestionably foregone toss tossup coin fifty 50 shot "
    "set poised liable apt suspect bet hunch hard difficult surprised should time balance "
    "hardly scarcely believe expected persuaded percent per cent 10 five ten twenty hundred "
    "ruled excluded clear unclear uncertain known guess confident"
)
_TABLE = re.compile(
    r"(?<![\w-])(?:"
    + "|".join(f"(?P<r{n}>{words})" for n, (_, _, words) in enumerate(_ROWS))
    + r")(?!\w)"
)
_MIGHT_BEFORE = re.compile(
    r"\b(?:the|its|his|her|their|our|your|military|economic|naval|industrial|political|financial|"
    r"imperial|nuclear|own|full|such|of|with|raw|sheer|by|combined|whole|superior|[A-Z]\w+(?:ian|"
    r"ese|ish|can)|"
    r"armed)\s+$"
)
_MIGHT_AFTER = re.compile(
    r"\s*(?:[,.;:!?]|\s(?:of|and|or|in|to|is|was|against|with|on|has|that|for|as|at|by|alone|"
    r"makes)\b)"
)
_IDIOM_BEFORE = re.compile(
    r"\b(?:come\s+what|one|as\s+(?:it|best\s+\w+|far\s+as\s+\w+)|that\s+as\s+it|however\s+\w+\s+"
    r"\w+)\s+$"
)
_COULD_AFTER = re.compile(
    r"(?:\s+not|n['\u2019]t|\s+(?:no\s+longer|never|only|have\s+\w+|neither))\b(?!\s+be\s+"
    r"(?:ruled|excluded))"
)
_ABILITY = re.compile(
    r"\b(?:whether\s+(?:it|he|she|they|we)\s+|(?:so\s+that|until|as\s+(?:much|many|far|soon|long|"
    r"best|fast|well)\s+as|whenever)\s+"
    r"(?:\w+\s+){0,2}|(?:what|whatever|wherever|all|everything)\s+\w+\s+)$"
)
_OPPOSITE = (
    ("likely", "unlikely"),
    ("very-likely", "very-unlikely"),
    ("almost-certain", "almost-no-chance"),
)
_FLIP = {a: b for one, other in _OPPOSITE for a, b in ((one, other), (other, one))}
_NO_SUBJECT = re.compile(
    r"(?:^|[,;:\u2014]\s+|\b(?:that|and|but|because)\s+)(?:no|none|neither|nobody|few|nothing)\b"
    r"[^,;:]*$",
    re.IGNORECASE,
)
_DEONTIC = re.compile(
    r"\b(?:Part(?:y|ies)|States?|states|Members?|members|signator(?:y|ies)|Signator(?:y|ies)|"
    r"Council|"
    r"Depositary|Committee|Commission|Secretariat|Conference|parties|party|contracting\s+\w+|"
    r"(?:[Tt]his|[Tt]he\s+present)\s+\w+|[Ee]ither|[Ee]ach|[Aa]ny\s+\w+)\s+(?:\w+\s+){0,3}$"
)
_COUNTS = dict(
    zip(
        [
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "twenty",
            "hundred",
        ],
        (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 20, 100),
        strict=True,
    )
)
_COUNT = "|".join(_COUNTS)
_CHANCE_FIGURE = re.compile(
    rf"(?:(?P<percent>\d{{1,2}})\s*(?:percent|per\s+cent|%)(?=\s+(?:chance|probability|"
    rf"likelihood)\b)|"
    rf"(?<=\s)(?P<one>{_COUNT}|\d{{1,2}})\s+(?:chance\s+)?in\s+(?:a\s+)?(?P<of>{_COUNT}|"
    rf"\d{{1,3}})\b)",
    re.IGNORECASE,
)
_CHANCE_WORDS = re.compile(r"\b(?:chance|probability|likelihood|odds)", re.IGNORECASE)
_BANDS = (  # upper ends of ICD 203
    (0.05, "almost-no-chance"),
    (0.20, "very-unlikely"),
    (0.45, "unlikely"),
    (0.55, "roughly-even"),
    (0.80, "likely"),
    (0.95, "very-likely"),
    (1.01, "almost-certain"),
)
_TREATY = re.compile(
    r"\bshall\b|\b[Aa]rticle\s+\d|\baccede\b|\bentry\s+into\s+force\b|\bthe\s+(?:high\s+"
    r")?contracting\s",
    re.I,
)
_ACTS_OF_LAW = re.compile(
    r"\s+(?:not\s+)?(?:be\s+(?:amended|modified|renewed|terminated|extended)|accede|withdraw\s+"
    r"(?:from\s+(?:this|the\s+present)|by\s+giving)|denounce\s+this|at\s+any\s+time)\b"
)


@reader(
    ReaderCard(
        id="hedges",
        kinds=("hedge",),
        version=1,
        says="Words of probability as bands of ICD 203, with negation; not May the month, might "
        "the noun, could of past ability or may of permission.",
    )
)
def read(document: Document, as_of: date) -> Iterator[Draft]:
    """Every word or phrase of probability."""
    treaty = len(_TREATY.findall(document.text)) > 3
    for sentence in short_sentences(document):
        text = document.quote(sentence)
        if _WORDS.isdisjoint(word_set(text)):
            continue
        lowered = _lower(text)
        if _CHANCE_WORDS.search(text):
            for first, last, band in _figures(text):
                yield _draft(sentence.body.start, text, (first, last), "figure", band)
        for m in _TABLE.finditer(lowered):
            rule, band, _ = _ROWS[int(str(m.lastgroup)[1:])]
            if _is_none(m[0], lowered[: m.start()], lowered[m.end() :], treaty):
                continue
            band = _flipped(band, lowered[: m.start()])
            yield _draft(sentence.body.start, text, m.span(), rule, band)


def _draft(base: int, text: str, place: tuple[int, int], rule: str, band: str) -> Draft:
    words = " ".join(text[slice(*place)].split())
    return Draft(
        kind="hedge",
        span=Span(base + place[0], base + place[1]),
        fields={"band": band},
        rule=rule,
        reason=f"“{words}” is usually read as {band.replace('-', ' ')}.",
    )


def _figures(text: str) -> Iterator[tuple[int, int, str]]:
    """*A 40 percent chance*, *the chance is about one in ten*: place and band."""
    for m in _CHANCE_FIGURE.finditer(text):
        if m["percent"]:
            p = int(m["percent"]) / 100
        else:
            one, of = (_COUNTS.get(m[k].lower(), m[k]) for k in ("one", "of"))
            p = int(one) / max(1, int(of))
        yield m.start(), m.end(), next((band for top, band in _BANDS if p < top), _BANDS[-1][1])


def _lower(sentence: str) -> str:
    """The sentence with its first letter small, unless it begins with the month of May."""
    first = re.match(r"[\"'“‘(\[*_]*", sentence)
    place = first.end() if first else 0
    if re.match(r"May\b", sentence[place:]):
        return sentence
    return sentence[:place] + sentence[place : place + 1].lower() + sentence[place + 1 :]


def _is_none(words: str, before: str, after: str, treaty: bool) -> bool:
    """Whether the words are no hedge where they stand."""
    if words == "may":
        return _is_permission(before, after, treaty)
    if words == "might":
        return bool(_MIGHT_BEFORE.search(before) or _MIGHT_AFTER.match(after))
    if words == "could":
        return bool(_COULD_AFTER.match(after) or _ABILITY.search(before))
    return words == "possible" and re.search(r"\bas\s+\w+\s+(?:as\s+|a\s+)?$", before) is not None


def _is_permission(before: str, after: str, treaty: bool) -> bool:
    """Whether *may* permits, as in a treaty, or is part of an idiom."""
    if _IDIOM_BEFORE.search(before) or re.match(r"\s+I\b", after):
        return True
    if re.search(r"\bshall\b", before + after) or _ACTS_OF_LAW.match(after):
        return True
    return treaty and _DEONTIC.search(before) is not None


def _flipped(band: str, before: str) -> str:
    """The band of what is said to happen, where *no* or *few* begin the clause."""
    return _FLIP.get(band, band) if _NO_SUBJECT.search(before) else band

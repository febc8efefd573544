"""Words around a percentage: whether it belongs to a survey, and its role there."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from detente.reading.clauses import word_set
from detente.reading.figures import TextFigure

Role = Literal["share", "earlier", "against", "favour", "undecided", "points", "other"]

ROUGHLY = (
    r"(?:(?:only|just|about|around|some|nearly|almost|roughly|over|under|barely|still|now|an?"
    r"|another|more\s+than|less\s+than|fewer\s+than|at\s+least|as\s+(?:many|few|high|low)\s+as"
    r"|mere|scant|bare|full|well|of|the|majority|minority|fully|even|fewer|level)\s+)*"
)
SPELL = (
    r"(?:a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen"
    r"|fifteen|eighteen|twenty|several|some|a\s+few|\d{1,2})"
    r"\s+(?:days?|weeks?|months?|years?|decades?)\s+(?:earlier|before(?:hand)?|previously|ago)"
)
POLL = re.compile(
    r"\b(?:polls?|polled|polling|pollsters?|surveys?|surveyed|respondents?|interviewees"
    r"|gallup|pew|levada|globescan|transatlantic\s+trends|zogby|angus\s+reid|opinium|survation|forsa|emnid|yougov|ipsos|infratest|allensbach|cbos|ifop|\w*bar[oó]m(?:eter|etro"
    r"|ètre)|public\s+opinion|opinion\s+(?:research|study|studies|figures)|eurobarometer"
    r"|(?:dis)?approval:?\s+(?:at\s+)?\d+|International\s+Republican\s+Institute"
    r"|National\s+Democratic\s+Institute|questionnaires?|fieldwork\w*|sampling(?!\s+error)|electoral\s+panel|straw\s+poll|inquiry|soundings|(?:latest|last|previous|first|second|third|fourth|this|that|new|\d{4})\s+wave(?!\s+of)|those\s+(?:asked|questioned|interviewed|surveyed|polled)|(?:approval"
    r"|favou?rability)\s+ratings?"
    r"|approval\s+of\s+the|(?:was|were)\s+(?:asked|interviewed|questioned)|interviewers?"
    r"|(?:people|adults|voters|citizens|persons|men|women)\s+(?:asked|questioned|interviewed)"
    r"|(?:put|asked)\s+(?:the\s+same\s+|\w+\s+){0,2}questions?\s+(?:to|in|of)|interviews\s+(?:were|took|with)|(?:\d[\d,]{2,}|several\s+(?:hundred|thousand))\s+(?:\w+\s+){0,3}(?:were|was)\s+(?:interviewed|asked|surveyed|polled)|figures\s+(?:are|were)\s+weighted|margin\s+of\s+(?:sampling\s+)?error|sampling\s+error|\(n\s?=\s?\d[^)]*\)|asked\s+(?:whether|if|which|what|how|about|to\s+(?:name|choose|rate)|(?:some\s+"
    r"|about\s+)?\d[\d,]{2,})|(?:interviewed|questioned|surveyed|polled|sampled)\s+(?:some\s+|about\s+)?\d[\d,]{2,})\b",
    re.IGNORECASE,
)
_POLL_WORDS = word_set(  # one of them or of the stems is in every match of `POLL`
    "poll polls polled polling pollster pollsters survey surveys surveyed respondent respondents "
    "interviewees interviewer interviewers interviewed gallup pew levada yougov ipsos infratest "
    "allensbach cbos ifop public opinion approval disapproval institute questionnaire "
    "questionnaires questioned electoral straw inquiry asked favourability favorability "
    "question questions interviews weighted sampling margin n asks "
    "sampled soundings wave globescan transatlantic zogby "
    "angus opinium survation forsa emnid"
)
_POLL_STEMS = ("barom", "baróm", "fieldwork")
_NO_POLL = re.compile(
    r"\b(?:polling\s+(?:stations?|day|places?)|(?:went|go|going|return\w*)\s+to\s+the\s+polls"
    r"|geological\s+survey|(?:aerial|border|site|land|naval|satellite)\s+surveys?|surveyed\s+the\s+"
    r"(?:site|border|damage|ground|scene|area))\b",
    re.IGNORECASE,
)
_VOTE = re.compile(
    r"\b(?:referendum|plebiscite|turnout|ballots?\s+cast|elections?|deputies|senators|delegates"
    r"|seats|lawmakers|legislators|voters\s+said\s+(?:yes|no)|parliament|general\s+assembly|votes?\s+cast|(?<!who\s)(?<!who\shad\s)voted)\b",
    re.IGNORECASE,
)
VERB = (
    r"(?:believ\w*|(?:hold|think|say|see|want|feel|say|call|nam|tak)ing|think\w*|thought|sa(?:y|ys|id)|sees?|saw|seen|view\w*|consider\w*|regard\w*"
    r"|favou?r\w*|support\w*|back(?:s|ed|ing)?|oppos\w+|(?:dis)?approv\w+|(?:dis)?agree\w*"
    r"|(?:dis)?trust\w*|wants?|wanted|fear\w*|worr\w+|felt|feels?|prefer\w*|hop(?:e|ed|es)"
    r"|expect\w*|reject\w*|(?:dis)?lik(?:e|ed)|welcom\w+|nam(?:e|ed)|call(?:s|ed)?"
    r"|describ\w+|rat(?:e|ed)"
    r"|would|hold|held|endors\w+|doubt\w*|demand\w*|judg\w+|wish\w*|object\w*|den(?:y"
    r"|ied)|answer\w*"
    r"|repl(?:y|ied)|told|knew|know|had\s+(?:a|an|no)\b|have\s+(?:a|an|no)\b|express\w*|declar\w+"
    r"|agreed|put|chose|choose|(?:was|were)\s+(?:yes|no)\b|(?:were|was|are|is)\s+(?:in\s+favou?r|against|opposed|for"
    r"|(?:dis)?satisfied"
    r"|confident|afraid|worried|concerned|convinced|willing|ready|unsure|undecided|hostile|hopeful"
    r"|prepared|content|sure|positive|negative|optimistic|pessimistic|proud|angry|happy)"
    r"|in\s+favou?r|(?:un)?favou?rably|positively|negatively|against|opposed|for\s+it|did\s+(?:so|not)|do\s+(?:so|not)|cit(?:e|ed)"
    r"|list(?:ed)?|pick(?:s|ed)?|take|join|vote\b|afraid|worried|content\s+with|satisfied|hopeful"
    r"|dissatisfied|convinced|proud|willing|ready\s+to|plead\w*|judge[ds]?|admit\w*|assum\w+|share[ds]?"
    r"|suspect\w*|condemn\w*|prais\w+|ha(?:ve|d)\s+(?:faith|little|no|some|great)|care[ds]?|mind(?:ed)?"
    r"|ask(?:ed)?\s+for|look(?:ed)?\s+(?:\w+ly\s+)?(?:up|on)|could\s+(?:live|imagine|name)|admir\w+|despis\w+|hat(?:e|ed)"
    r"|credit\w*|blam\w+|accept\w*|tolerat\w+|rank\w*|count(?:ed)?\s+\w+\s+as|dismiss\w*)"
)
_SUBJECT = re.compile(
    r"[\s,)]*(?!(?:and|but|while|or)\b)(?:(?:of|among|in)\s+[^,;.]{1,70}?(?:\s"
    r"|,[^,;.]{1,50},\s*))?(?:\w+\s+){0,3}?(?:who\s+)?(?:\w+ly\s+)?" + VERB + r"\b",
    re.IGNORECASE,
)
_SAYS = re.compile(
    r"[\s,]*(?:\w+ly\s+)?(?:sa(?:y|id)|believed?|think|thought|want(?:ed)?|favou?r(?:ed)?"
    r"|(?:dis)?approved?"
    r"|trust(?:ed)?|fear(?:ed)?|(?:dis)?agreed?|answer(?:ed)?\s+(?:yes|no)|were\s+in\s+favou?r)\b",
    re.IGNORECASE,
)
_HELD = re.compile(
    r"\b(?:support|opposition|(?:dis)?approval|confidence|(?:dis|mis)?trust|(?:dis)?satisfaction"
    r"|backing|sympathy|(?:un)?favou?rable\s+\w+)\s+(?:for|of|in|to|with|among|that)\b",
    re.IGNORECASE,
)
_MATTER_NOUNS = (
    r"(?:gdp|gnp|gross|national\s+(?:income|product)|trade|exports?|imports?|output|production"
    r"|growth|inflation|unemployment|budgets?|spending|expenditures?|revenues?|oil|gas|coal|energy"
    r"|electricity|tariffs?|dut(?:y|ies)|tax(?:es)?|prices?|wages|stakes?|equity|capital"
    r"|debts?|loans?"
    r"|investments?|turnout|votes?|ballots?|seats|troops|forces|soldiers|aircraft|territory|land"
    r"|uranium|enrich\w+|water|steel|grain|wheat|tonnage|shipments?|freight|quotas?|reserves|income"
    r"|economy|sales|markets?|deficit|surplus|shares\s+in|arms\s+(?:imports|exports|sales)|needs"
    r"|consumption|supplies|supply|deliver\w+|cargo\w*|traffic|missiles|warheads|tanks|arsenal"
    r"|members(?:hip)?\s+(?:dues|fees)|costs?|payments?|invoices?|contracts?|fleet|harvest|crop"
    r"|currency|rouble|dollar|rates?|turnover|receipts|premium|pension|capacity|pipelines?|discount|cut"
    r"|increase|rise|reduction|drop|deputies|delegates|members|mps|assembly|parliament"
    r"|commitments?|pledges|personnel|staff|officers|profits?|assets|bonds|rubles?)"
)
_NOUN = re.compile(
    r"\b(?:(?:un)?favou?rable|support|opposition|(?:dis)?approval|confidence|(?:dis|mis)?trust|views?"
    r"|beliefs?|feelings?|opinions?|backing|popularity|(?:dis)?satisfaction|attitudes?|enthusiasm|agreement"
    r"|the\s+(?:yes|no|noes|ayes)|sympathy|faith|trust|liking|affection|goodwill|esteem|respect|willingness|readiness|appetite|sense\s+of"
    r"|image|endorsement|hostility|fear|worry|came\s+(?:first|second|third|last|top)"
    r"|(?:evenly|equally|almost\s+evenly)\s+(?:divided|split)"
    r"|(?:leads?|led|trails?|trailed)(?:\s+\w+){0,2}\s+by"
    r"|(?:share|proportion|number|percentage)\s+"
    rf"(?:of\s+(?!(?:the\s+|its\s+|their\s+)?(?:\w+\s+)?{_MATTER_NOUNS}\b)[^,;.]{{1,60}}\s)?(?:who|that|saying|believing|seeing|calling|favou?ring|holding"
    r"|opposing|supporting|wanting|thinking|regarding|viewing|against|in\s+favou?r)"
    r"|(?:those|people)\s+(?:who|saying|in\s+favou?r|against)"
    r"|(?:the\s+)?(?:pro|anti)-\w+\s+camp)\b",
    re.IGNORECASE,
)
_IN_PLACE = re.compile(r"\s*(?:in|among)\s+[^,;.]{2,40}", re.IGNORECASE)
_PASSIVE = re.compile(
    r"\b(?:supported|backed|favou?red|opposed|rejected|shared|welcomed|approved|endorsed|held"
    r"|trusted|seen|regarded|thought|considered|believed|judged|desired|wanted|feared|blamed|accepted|named|called|described|chosen|given"
    r"|said)\b[^,;.]{0,40}\bby\s+" + ROUGHLY + "$",
    re.IGNORECASE,
)
_THERE = re.compile(
    r"[\w”\"’],?[\"”]?\s+sa(?:y|ys|id)\s+" + ROUGHLY + r"$"
    r"|\b(?:for|against|in\s+favou?r\s+of)\b[^.;]{3,80}\bthere\s+(?:were|are|was|is)\s+"
    + ROUGHLY
    + "$",
    re.IGNORECASE,
)
PUBLIC = re.compile(
    r"\b(?:people|public|citizens|population|adults|voters?|electorate|men|women|young|residents"
    r"|households|respondents|interviewees|compatriots|countrymen|muslims|christians"
    r"|workers|students"
    r"|farmers|villagers|city-dwellers|elite|elites|sample|nation|country|those)\b",
    re.IGNORECASE,
)
_MATTER = re.compile(rf"\b{_MATTER_NOUNS}\b")  # on small letters
_UNIT = re.compile(
    r"\s*(?:of\s+(?:(?:its|the|domestic|total|world|local|their)\s+)?demand\b|(?:lower|higher|below|above)\b"
    r"|(?:a|per)\s+(?:year|annum)\b(?!\s+(?:earlier|before|ago|previously|later))"
    r"|-?(?:owned|enriched)\b"
    rf"|(?:of|in)\s+(?:(?:the|its|his|her|their|all|this|that|total|world|global"
    rf"|our)\s+)*(?:(?!{VERB}\b)[\w'’-]+\s+){{0,3}}?{_MATTER_NOUNS}\b"
    r"|of\s+(?:\w+\s+)?(?:households|homes|firms|companies|businesses|manufacturers|economists|exporters"
    r"|banks|investors)\b"
    rf"|(?:\w+\s+)?(?:growth|tariffs?|dut(?:y|ies)|tax|stake|interest|turnout|discount"
    rf"|enrichment|pure|cut|levy|margin)\b)",
    re.IGNORECASE,
)
_SAMPLE = re.compile(
    r"\s*(?:of\s+(?:whom|them|the\s+sample)\s+)?(?:were|was|are|is)\s+(?:women|men|female|male|aged|under|over"
    r"|urban|rural|married|employed|unemployed|students|farmers|from\s+\w+\s+(?:areas|regions))\b"
    r"|\s*(?:of\s+(?:whom|them|the\s+sample)\s+)?(?:lived?\s+in\s+(?:rural|urban|towns|cities|villages|the\s+country)"
    r"|(?:had|have|held|hold)\s+(?:an?\s+)?(?:university|college|secondary|primary|higher|degree))\b",
    re.IGNORECASE,
)
_CHANGED_BY = re.compile(
    r"\b(?:grew|grown|grow|rose|risen|fell|fallen|dropped|increased|shrank|shrunk|up|down|lower|higher)\s+by\s+"
    + ROUGHLY
    + "$|\\bworth\\s+$",
    re.IGNORECASE,
)
_MEASURES = re.compile(
    rf"\b{_MATTER_NOUNS}(?:\s+rates?)?(?:\s*:|\s)\s*(?:(?:is|was|are|were|of|at|stands|stood|running|now|has\s+been"
    r"|reached|will\s+reach|will\s+be|hit)\s+)+(?:(?:only|just|about|some|nearly|over|almost)\s+)?$"
    rf"|\b{_MATTER_NOUNS}(?:\s+rates?)?:\s*$",
    re.IGNORECASE,
)
_CHANCE = re.compile(
    r"\s*(?:abstain\w*|sure|certain|confident|convinced|chance|probab\w+|likel\w+|ready|complete|finished|done"
    r"|confidence\s+(?:level|interval)|odds|risk)\b",
    re.IGNORECASE,
)
_WON = re.compile(
    r"\b(?:won|elected|re-elected|defeated|carried|beaten|polled|scored|victory|garnered|secured|captured"
    r"|confirmed)\s+(?:\w+\s+){0,3}?(?:with|by)?\s*" + ROUGHLY + "$"
    r"|\b(?:confidence\s+level|level\s+of\s+confidence|chance|chances|odds|probability|risk)\b[^.;]{0,70}$",
    re.IGNORECASE,
)
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
)
_ERROR = re.compile(
    r"(?:margin\s+of\s+(?:sampling\s+)?error|sampling\s+error|response\s+rate|turnout"
    r"|plus\s+or\s+minus|±)"
    r"[^,;.]{0,30}$",
    re.IGNORECASE,
)
_EARLIER_BEFORE = re.compile(
    rf"(?:\(\s*(?:in\s+)?(?:\w+\s+)?(?:\d{{4}}|{_MONTH}):\s*|\b(?:from|after|compared\s+"
    rf"(?:with|to)|as\s+"
    rf"against|against"
    rf"|versus|(?<!more )(?<!less )(?<!fewer )(?<!other )than(?:\s+the)?|had\s+been"
    rf"|previously|formerly|had\s+(?:still\s+)?stood\s+at"
    rf"|{SPELL}(?:,?\s+(?:it|(?:the|that|this)\s+(?:figure|share|number|proportion|level)))?"
    r"(?:\s+(?:was|stood\s+at|had\s+been))?)[\s,(]*(?:the\s+)?" + ROUGHLY + ")$",
    re.IGNORECASE,
)
_EARLIER_AFTER = re.compile(
    rf"\s*(?:had\s+\w+\s+(?:so|that|this|it)\s+|(?:who\s+)?(?:had\s+)?(?:did|said|done"
    rf"|thought)\s+so\s+"
    rf"|(?:of\s+\w+\s+)?had\s+)?\(?(?:{SPELL}"
    r"|the\s+(?:year|month|decade)\s+before|in\s+the\s+(?:previous|last|preceding|earlier)\b)"
    r"|\s*(?:of\s+\w+\s+)?had\s+(?:\w+\s+)?(?:so|that|this)\b",
    re.IGNORECASE,
)
_OBJECT = (
    r"(?:\s+(?:to\s+)?(?:it|this|that|them|him|her|the\s+(?:idea|move|plan|proposal|step|deal"
    r"|pact|project|treaty|policy|statement|notion|thought)))?"
)
_CLOSE = r"\s*(?:[,;:.()—–-]|$|and\b|but\b|while\b|whereas\b|with\b|in\b|,)"
_AGAINST = re.compile(
    r"\s*(?:of\s+(?:\w+\s+){1,3}?)?(?:who\s+)?(?:(?:were|was|are|is|came\s+out|spoke\s+"
    r"out|declared\s+themselves|said\s+they\s+were"
    r"|felt|still|now|remained|are)\s+)*(?:against|opposed|opposing|oppos(?:e|es|ition)"
    r"|hostile|disapprov\w+|disagree\w*"
    r"|reject\w*|object\w*|said\s+no|say\s+no|answered\s+no|no|that\s+(?:it|they|he"
    r"|she)\s+\w+\s+not|did\s+not|do\s+not"
    r"|don['’]t|didn['’]t"
    r"|would\s+not|not|distrusted|wanted\s+(?:it|them)\s+to\s+\w+|disliked|thought\s+"
    r"otherwise|think\s+otherwise|said\s+otherwise"
    r"|(?:took|held|take|hold|were\s+of)\s+the\s+opposite\s+(?:view|opinion)|(?:said"
    r"|thought|believed)\s+the\s+(?:opposite|contrary|reverse)|the\s+other\s+way|denied"
    r"|unfavou?rabl[ey]|negative(?:ly)?|dissatisfied|saw\s+none|were\s+not|are\s+not)"
    + _OBJECT
    + _CLOSE,
    re.IGNORECASE,
)
_AGAINST_BEFORE = re.compile(
    r"\b(?:(?:opposed|rejected|resisted)\s+by|opposition\s+(?:at|to\s+it\s+at|stood\s+at"
    r"|was)|against)\s*:?\s*" + ROUGHLY + "$",
    re.IGNORECASE,
)
_FAVOUR = re.compile(
    r"\s*(?:of\s+(?:\w+\s+){1,3}?)?(?:(?:were|was|are|is|came\s+out|still|now|said\s+"
    r"they\s+were)\s+)*(?:in\s+favou?r(?:\s+of)?|for"
    r"|support\w*|back(?:ed|s)?|approv\w+|agreed?|favou?r(?:ed|s)?|endorsed?|welcomed?"
    r"|said\s+yes|trusted)" + _OBJECT + _CLOSE,
    re.IGNORECASE,
)
_MARGIN = re.compile(r"\s*(?:to|against|versus|vs\.?|[-–—])\s*" + ROUGHLY + "$", re.IGNORECASE)
_UNDECIDED = re.compile(
    r"\s*(?:of\s+(?:\w+\s+){1,3}?)?(?:who\s+)?(?:(?:were|was|are|is|had|have|said"
    r"|remained|claimed|professed|gave|expressed|could|would|declared\s+themselves)\s+)*"
    r"(?:undecided|no\s+(?:opinion|view|answer|clear|firm|idea)|did(?:\s+not|n['’]t)\s+"
    r"(?:know|answer|say|reply)|do(?:\s+not|n['’]t)\s+know|don['’]t\s+knows?"
    r"|uncertain|unsure|not\s+(?:sure|say|answer|decide|know)|declined|refused\s+to\s+"
    r"(?:answer|say|reply)|neutral|indifferent|difficult|found\s+it\s+(?:hard|difficult)"
    r"|neither|they\s+did\s+not\s+know|they\s+(?:were\s+)?(?:unsure|undecided)|without\s+"
    r"(?:an\s+)?opinion)\b",
    re.IGNORECASE,
)
_DATED = re.compile(
    rf"\s*(?:last\s+\w+|{SPELL}|(?:in|at|on|by|for)\s+"
    rf"(?:the\s+)?(?:\w+\s+){{0,3}}(?:\d{{4}}|January|February|March"
    r"|April|May|June|July|August|September|October|November|December|spring|summer"
    r"|autumn|winter|\w+\s+(?:poll|survey|wave))\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Setting:
    """A figure with the words before it (from the last figure) and after it (to the next)."""

    figure: TextFigure
    before: str
    after: str


MANY_STATES = re.compile(
    r"\b(?:respondents|people|adults|persons|interviews|citizens)\s+(?:from|in|across)\s+(?:\w+\s+)?"
    r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|several|\d+)\s+(?:\w+\s+)?"
    r"(?:countries|states|nations)\b",
    re.IGNORECASE,
)


def settings(text: str, start: int, end: int, figures: tuple[TextFigure, ...]) -> list[Setting]:
    """Each figure of a stretch with its words on both sides; a change in points parts none."""
    ends = [start, *(f.span.end for f in figures)]
    shares = [f.span.start for f in figures if f.form != "points"]
    starts = [next((at for at in shares if at > f.span.start), end) for f in figures]
    return [
        Setting(f, text[a : f.span.start], text[f.span.end : b])
        for f, a, b in zip(figures, ends, starts, strict=False)
    ]


@lru_cache(maxsize=1024)
def is_poll(words: str) -> bool:
    """Whether a sentence speaks of a survey of opinion."""
    if _POLL_WORDS.isdisjoint(word_set(words)):
        low = words.lower()
        if not any(stem in low for stem in _POLL_STEMS):
            return False
    return bool(POLL.search(_NO_POLL.sub(" ", words)))


def is_opinion(one: Setting) -> bool:
    """Whether somebody's opinion is what the figure counts."""
    clause = re.split(r"[;:]", one.before)[-1]
    return bool(
        _SUBJECT.match(one.after)
        or _NOUN.search(clause)
        or (_IN_PLACE.fullmatch(clause) and _NOUN.search(one.before))
        or _NOUN.match(one.after.lstrip())
        or _PASSIVE.search(one.before)
        or _THERE.search(one.before)
    )


def is_other_matter(one: Setting, poll: bool) -> bool:
    """Whether a figure counts something else than opinions: trade, votes, growth, an error."""
    if _UNIT.match(one.after) or _ERROR.search(one.before):
        return True
    if one.figure.form == "percent" and _CHANGED_BY.search(one.before):
        return True
    if _SAMPLE.match(one.after) or _CHANCE.match(one.after) or _WON.search(one.before):
        return True
    if _MEASURES.search(one.before):
        return True
    if poll or _SUBJECT.match(one.after):
        return False
    near = re.split(r"[,;:]", one.before)[-1] + " " + re.split(r"[,;:]", one.after)[0]
    return bool(_MATTER.search(near.lower()) and not _NOUN.search(near))


def is_held(words: str, one: Setting) -> bool:
    """Whether people hold the opinion: they are named, or only people can *say* or *approve*."""
    return bool(PUBLIC.search(words) or _SAYS.match(one.after) or _HELD.search(one.before))


def is_vote(words: str) -> bool:
    """Whether a sentence tells of an election, a referendum or an assembly."""
    return bool(_VOTE.search(words)) and not re.search(r"\bwould\s+vote\b", words, re.IGNORECASE)


def figure_role(one: Setting, *, first: bool) -> Role:
    """Role of a figure among the others of its sentence."""
    if one.figure.form == "points":
        return "points"
    if _UNDECIDED.match(one.after):
        return "undecided"
    if not first and (_AGAINST.match(one.after) or _AGAINST_BEFORE.search(one.before)):
        return "earlier" if _dated_against(one) else "against"
    if _EARLIER_BEFORE.search(one.before) or _EARLIER_AFTER.match(one.after):
        return "earlier"
    return "share" if first else _beside(one)


def _beside(one: Setting) -> Role:
    """Part of a figure that follows another: *58 to 31*, *and 52 percent supported it*."""
    if _MARGIN.fullmatch(one.before):
        return "against"
    return "favour" if _FAVOUR.match(one.after) else "share"


def _dated_against(one: Setting) -> bool:
    """*Against 15 percent in 1997* compares; *15 percent against* and *against 15* oppose."""
    if _AGAINST.match(one.after) and not re.match(r"\s*in\b", one.after):
        return False
    return bool(_DATED.match(one.after))


def opposes(one: Setting) -> bool:
    """Whether a figure counts those against something."""
    return bool(
        re.match(
            r"\s*(?:of\s+(?:\w+\s+){1,4}?)?(?:who\s+)?(?:(?:were|are|is|was)\s+)?"
            r"(?:against|oppos\w+|reject\w*|disapprov\w+|disagree\w*)\b",
            one.after,
            re.I,
        )
    )

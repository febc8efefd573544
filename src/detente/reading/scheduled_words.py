"""Words of events to come: what they are called, and what makes them none."""

import re

NOUNS = (
    r"commissions?|missions?|renewal|delivery|payment|tranche|festival|centenary|jubilee|"
    r"convention|"
    r"mediation|mobili[sz]ation|recess|budget|primary|primaries|run-?off|by-?election|sitting|"
    r"summits?|elections?|polls?|vote|ballot|talks|negotiations?|meetings?|conferences?|"
    r"congress|referendums?|referenda|plebiscite|visits?|trip|tour|exercises?|manoeuvres|maneuvers|"
    r"inauguration|review|session|round|deadline|expiry|expiration|ratification|signing|ceremony|"
    r"hearing|hearings|trial|verdict|launch|test|deployment|withdrawal|handover|accession|"
    r"enlargement|census|anniversary|parade|address|speech|report|announcement|opening|closure|"
    r"truce|ceasefire|transition|coronation|consultations?|dialogue|forum|assembly|plenary|"
    r"treaty|agreement|pact|accord|mandate|term|presidency|chairmanship|moratorium|embargo|"
    r"sanctions"
)
NOUN = re.compile(rf"(?<![\w-])(?P<noun>{NOUNS})(?![\w-])", re.IGNORECASE)
VERBS = {  # what the event of a verb is called
    r"me+ts?|sees?\s+(?:each\s+other|one\s+another)|receives?|sits?|reconvenes?|convenes?|"
    r"confers?|gathers?": "meeting",
    r"visits?|travels?|fl(?:y|ies)|go|goes|comes?|arrives?|returns?": "visit",
    r"votes?|elects?|picks?|chooses?|casts?\s+(?:\w+\s+)?(?:ballots?|votes?)|"
    r"(?:go(?:es)?\s+to|head\s+to)\s+the\s+polls": "vote",
    r"expires?|ends?|runs?\s+out|lapses?|(?:winds?|wraps?)\s+up|draws?\s+to\s+a\s+close|is\s+up|terminates?|"
    r"adjourns?": "expiry",
    r"begins?|starts?|opens?|resumes?|commences?|launch(?:es)?": "start",
    r"signs?|signed": "signing",
    r"ratif(?:y|ies|ied)": "ratification",
    r"hosts?|holds?|held|takes?\s+place|occurs?": "event",
    r"publish(?:es|ed)?|presents?|announces?|delivers?|submits?|reports?|says?|"
    r"speaks?": "publication",
    r"enters?\s+into\s+force|takes?\s+effect|comes?\s+into\s+force": "entry into force",
    r"takes?\s+office|sworn\s+in|inaugurated|steps?\s+down|retires?": "change of office",
    r"withdraws?|leaves?|out\s+of|pulls?\s+out|completes?|hands?\s+over": "withdrawal",
    r"joins?|accedes?|becomes?\s+a\s+member": "accession",
    r"takes?\s+\w+\s+up|debates?|discuss(?:es)?|decides?|reviews?|considers?|"
    r"addresses?": "decision",
}
VERB = re.compile(
    "|".join(rf"(?P<v{n}>\b(?:{words})\b)" for n, words in enumerate(VERBS)), re.IGNORECASE
)

# What only may happen, or will not.
UNSURE = re.compile(
    r"\b(?:may|might|could|unlikely|should\s+(?:not|have)|if|unless|whether|cancel(?:l?ed|s)|called\s+off|never|nothing|nobody|no\s+one|anybody|anyone"
    r"|few\s+(?:of|expect|believe|think|will)|not\s+"
    r"(?:be\s+)?(?:held|meet|take|attend|sign|before|until|yet|expected|due)|won['’]t|will\s+not|(?:originally|initially|once|previously)\s+(?:planned|set|scheduled|due|fixed)|(?:will|would)\s+be\s+no|shall\s+not"
    r"|can(?:not)?|failed|refus(?:es|ed)|would\s+(?:\w+\s+)?have|wish(?:es|ed)?|hopes?|hoped|speculat\w+"
    r"|rumou?r\w*|(?:talk|spe?ak|spoke|dream)\w*\s+of|doubt\s+(?:that|whether)|fears?\s+(?:that|for)|bets?|guess|guesses|foolish|(?:do|does|did)(?:\s+not|n['’]t)\s+(?:expect|think|believe|intend|plan)|(?:predict|forecast)(?:s|ed)?\s+that|too\s+(?:early|soon)\s+to|(?:hard|impossible|difficult)\s+to\s+(?:say|tell|know)|imagine|perhaps|possibl[ey]|proposed|proposes|suggested|suggests)\b",
    re.IGNORECASE,
)
OFF = re.compile(
    r"\b(?:cancel(?:l?ed|s)|called\s+off|postponed(?!\s+(?:to|until))|put\s+off(?!\s+(?:to|until))|suspended"
    r"|scrapped|abandoned|dropped|is\s+off|are\s+off|was\s+off|will\s+not|no\s+longer|not\s+take\s+place|never\s+(?:took|met|came|held|happened|materiali[sz]ed)"
    r"|not\s+be\s+held|off\s+the\s+table|no\s+(?:new\s+)?(?:day|date)\s+(?:has|had|is|was)\b"
    r"|(?:is|are|was|seems?)\s+(?:\w+\s+)?(?:likely|unlikely|possible|conceivable|doubtful|uncertain)(?!\s+to))\b",
    re.IGNORECASE,
)
# A new day for what was put off: the day before it no longer holds, the day after it does.
MOVED = re.compile(
    r"\b(?:(?:is|are)\s+now\s+(?:expected|due|set|planned)|(?:will|is|are)\s+now\b|now\s+(?:expected|due|set"
    r"|planned|scheduled|fixed)|(?:moved|rescheduled|put\s+back|brought\s+forward)\s+(?:to|for|until)|instead)\b",
    re.IGNORECASE,
)
HYPOTHETICAL = re.compile(
    r"^\W*(?:Were|Had|Should)\s|\b[Ii]f\b[^;.]*,|\bwere\s+\w+\s+to\b|\bin\s+case\b"
)
# Forecasts and states: no event has this verb.
STATIVE = re.compile(
    r"\b(?:will|would|shall|should|is|are|must)\s+(?:\w+ly\s+|still\s+|also\s+|likely\s+(?:to\s+)?|to\s+)*(?:be(?!\s+(?:"
    r"\w+ed|held|sworn|made|sent|put|met|set|paid|built|given|taken|begun|brought|withdrawn|chosen|heard|laid|drawn|read|shut|cast|run|led|left|sold|told|struck|split|thrown|shown"
    r"|in\s+force|ready|over|out\s+of|gone|home)\b)"
    r"|have|need|cost|reach|exceed|rise|fall|grow|remain|depend|amount|account|double|halve|become|shrink"
    r"|last|want|lack|know|matter|belong|earn|lose|save|bet|tell|show|keep|inherit|learn|survive|flow|ask|be\s+asked|stay|continue|number|total|look|feel|seem|see(?!\s+(?:each|one)\s+)|overtake|remember|bite|hurt|suffer|regret)\b",
    re.IGNORECASE,
)
# Quantities: a plan or forecast of how much, whatever the day.
QUANTITY = re.compile(
    r"\b(?:to|will|would|should|shall)\s+(?:\w+ly\s+|still\s+|also\s+)*(?:reach(?!\s+an?\s+(?:deal|agreement|accord))|exceed|rise|fall|grow|double|treble"
    r"|triple|halve|cost|total|amount|account|shrink|number|cover|be\s+worth)\b",
    re.IGNORECASE,
)
# A question or a riddle, not an announcement: *whoever sits there in 2025*.
OPEN = re.compile(
    r"\W*(?:whoever|whatever|who\s+will|what\s+(?:[\w’'-]+\s+){0,6}?(?:will|would))\b",
    re.IGNORECASE,
)
# A wish that names its day, no plan: *which Vilnius wants before next summer*.
WISH = re.compile(
    r"\b(?:wants?|wanted|would\s+like|seeks?|demands?|desires?)\b(?!\s+to\s+hold\b)[^,;.]*\b(?:before|by)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
# A goal, no event: *the goal of neutrality by 2050*.
GOAL = re.compile(
    r"\b(?:goal|target|aim|ambition|objective)s?\b[^.;]*\bby\s+(?:the\s+)?(?:end\s+of\s+)?$|\b(?:as\s+"
    r"(?:there\s+)?|there\s+)(?:is|are)\s+$|\bleaves?\s+(?:\w+\s+){1,3}with\b",
    re.IGNORECASE,
)
# Things of a year, which are no event of it: *the budget for 2002*.
YEARLY = re.compile(
    r"(?:budget|treaty|agreement|pact|accord|mandate|term|presidency|report|sanctions|embargo"
    r"|missions?|commissions?|convention|moratorium|transition)",
    re.IGNORECASE,
)
# Somebody's plan, so that no event need be named: *is to*, *mean to*, *The big one is in Paris*.
PLAN = re.compile(
    r"\b(?:due|set|scheduled|slated|(?:must|should)\s+be\s+\w+ed|(?:means?|plans?|intends?|(?:is|are))\s+to|(?:is|are)\s+(?:in|at)\s+(?-i:[A-Z])\w+"
    r"|is\s+now\s+expected)\b",
    re.IGNORECASE,
)
# How long something goes on, not when it happens: *would last until autumn*.
DURATION = re.compile(
    r"\b(?:last|stay|remain|keep|bind|binds|survive|go\s+on|drag\s+on|continue|be|take|takes|cover|suffice|hold\s+out"
    r"|bridge)\b[^,;]*\b(?:until|till|to|into|through)\s+(?:the\s+)?$|\bfor\s+\w+\s+years?,?\s+(?:to|until|through)\s+$",
    re.IGNORECASE,
)
_FAR = (  # events whose day may stand far behind: *the visit of the King to Rome in May*
    r"summits?|elections?|referendum|visits?|meetings?|conferences?|talks|negotiations?|exercises?|manoeuvres|"
    r"consultations?|session|round|signing|ceremony|inauguration|hearings?|congress|assembly|forum|handover|"
    r"withdrawal|deployment|launch|opening"
)
FAR = re.compile(
    rf"(?<![\w-])(?P<noun>{_FAR})(?:\s+(?:of|on|in|at|to|for|with|by|between|and|the|its|their|two|three|four"
    r"|[a-z]+(?:al|ior|ear|ign|ary|int|ity)|officials|ministers|presidents|leaders|experts|(?-i:[A-Z])[\w’'-]*)){0,10}\s+$",
    re.IGNORECASE,
)
COUNTS = re.compile(r"%|\bper\s?cent\b|\bpct\b|\bpc\b", re.IGNORECASE)
WANT = re.compile(
    r"\b(?:expected|forecast|projected|estimated|predicted|likely)\s+to\s+(?:be|grow|rise|fall|reach)\b"
)
SMALL = r"(?:on|in|of|at|to|for|by|from|with|and|or|but|that|which|who|is|are|was|will|the|as|a|an)"
AFTER = re.compile(
    rf"(?:['’]s?)?\s+(?:(?!{SMALL}\b)[\w'’-]+\s+){{0,4}}(?P<noun>{NOUNS})\b(?![\w-])",
    re.IGNORECASE,
)

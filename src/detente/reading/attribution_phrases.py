"""Phrases that attribute by a noun or an adjective: *voiced deep concern*, *is alarmed by*.

An attitude has many verbs and few nouns, so the noun decides: whoever expresses, signals or shows
an *alarm*, a *hope*, a *readiness* says something. The same holds for acts of speech that are
given, made or sent (*gave an assurance*), and for states of mind (*is at odds over*,
*bristles at*).
"""

_ATTITUDE = (
    r"(?:alarm|anger|annoyance|anxiety|appreciation|approval|astonishment|belief|bewilderment|concerns?|"
    r"commitment|condolences|confidence|conviction|desire|determination|disappointment|disapproval|dismay|"
    r"displeasure|dissatisfaction|distaste|doubts?|enthusiasm|exasperation|fears?|frustration|fury|"
    r"gratitude|hopes?|horror|impatience|indignation|intention|interest|irritation|misgivings|opinions?|"
    r"opposition|optimism|outrage|pessimism|preference|readiness|regrets?|relief|reluctance|"
    r"reservations?|resolve|satisfaction|scepticism|shock|skepticism|solidarity|support|surprise|"
    r"suspicions?|sympathy|thanks|unease|views?|willingness|wish|worr(?:y|ies))"
)
_HOLDS = (
    r"(?:express(?:es|ed)?|voice[sd]?|share[sd]?|conveys?|conveyed|repeat(?:s|ed)?|register(?:s|ed)?|"
    r"signal(?:s|led|ed)?|profess(?:es|ed)?|declare[sd]?|state[sd]?|record(?:s|ed)?|reiterate[sd]?|"
    r"underline[sd]?|acknowledge[sd]?|mak(?:es?|e)\s+(?:known|plain|clear)|made\s+(?:known|plain|clear)|"
    r"(?:feign|display|affirm|reaffirm|confess|admit)(?:s|ed|ted)?)"
)
_SPEECH_ACT = (
    r"(?:assurances?|word|warnings?|pledges?|promises?|apolog(?:y|ies)|appeals?|denials?|rebukes?|"
    r"ultimatums?|explanations?|account|version|hints?|verdict|pleas?|threats?|confession|"
    r"endorsement|condemnation|protests?|case\s+(?:for|against|that)|point\s+that)"
)
_REGARD = (
    r"(?:alarm|amusement|anger|approval|caution|concern|contempt|derision|disbelief|dismay|distrust|"
    r"enthusiasm|fury|hostility|incredulity|indifference|indignation|irritation|joy|outrage|relief|"
    r"reserve|satisfaction|scepticism|scorn|skepticism|surprise|suspicion|unease)"
)
_IDEA = (
    r"(?:accession|agreement|bid|calls?|candidac(?:y|ies)|ceasefire|charges?|claims?|compromise|concessions?|"
    r"conclusions?|cooperation|deal|decision|demands?|dialogue|elections?|enlargement|expansion|federation|"
    r"figures?|findings?|formula|ideas?|independence|initiative|intervention|legality|legitimacy|measures?|"
    r"membership|move|negotiations|notion|options?|participation|partition|peace|plans?|polic(?:y|ies)|"
    r"position|principles?|project|proposals?|referendum|reforms?|request|resolution|sanctions|settlement|"
    r"solution|strikes?|talks|transition|treaty|truce|unification|union|use|withdrawal)"
)
_TERMS = (
    r"(?:case|conditions?|demands?|objections?|plans?|position|priorities|reasons?|terms|thinking|"
    r"views?|vision)"
)
HELD = (  # the phrase itself says it
    rf"{_HOLDS}\s+(?:(?!that\s+(?:the|an?|it|he|she|they)\b|to\b|of\b|in\b)[\w’'-]+\s+){{0,4}}?{_ATTITUDE}\b|"
    rf"(?:gives?|gave|given|offer(?:s|ed)?|deliver(?:s|ed)?|issue[sd]?|sen[dt]s?|makes?|made|repeat(?:s|ed)?)"
    rf"\s+(?:[\w’'-]+\s+){{1,3}}?{_SPEECH_ACT}\b|"
    r"(?:lets?|let)\s+it\s+be\s+(?:known|understood|seen)|"
    r"(?:gives?|gave|given|offer(?:s|ed)?|had|ha[sd]\s+given)\s+no\s+(?:figures?|reasons?|details?|explanation|"
    r"dates?|reply|answer|names?)\b|"
    r"(?:disclaim|deny|denie|assume|accept|claim|admit|disavow)(?:s|d|ed|ted)?\s+(?:[\w-]+\s+){0,3}?"
    r"(?:responsibility|involvement|blame|credit|guilt|knowledge|victory)\b|"
    r"(?:takes?|took)\s+(?:[\w-]+\s+){0,2}?(?:responsibility|credit|the\s+blame)\b|"
    r"(?:pays?|paid)\s+(?:\w+\s+)?tribute\s+to|(?:takes?|took)\s+(?:[\w’']+\s+){1,3}?to\s+task|"
    rf"(?:react|respond)(?:s|ed)?\s+(?:[a-z]+ly\b|with\s+(?:\w+\s+)?{_REGARD}|by\s+\w+ing\b)|"
    r"(?:wants?|wanted)\s+(?:no\s+part|nothing\s+to\s+do)|"
    r"extend(?:s|ed)?\s+an?\s+olive\s+branch|(?:takes?|took)\s+aim\s+at|(?:tears?|tore)\s+into|"
    r"hits?\s+out\s+(?:at|against)|(?:gives?|gave)\s+short\s+shrift|"
    r"commit(?:s|ted)?\s+(?:it|him|her|them)sel(?:f|ves)\s+to|"
    r"offer(?:s|ed)?\s+to\b|(?:refuse|decline)[sd]?\s+to\s+(?:accept|recogni[sz]e|negotiate|talk|rule|condemn|"
    r"endorse|apologi[sz]e|concede|consider)\b|"
    r"encourage[sd]?\s+[^,.;]{2,50}?\sto\b|"
    rf"(?:spel(?:ls|led|t)\s+out|sets?\s+out|l(?:ays?|aid)\s+out|outline[sd]?|state[sd]?|explain(?:s|ed)?|"
    rf"defend(?:s|ed)?|restate[sd]?|clarif(?:y|ies|ied))\s+(?:his|her|its|their|the)\s+(?:\w+\s+){{0,2}}?{_TERMS}\b|"
    r"touch(?:es|ed)\s+(?:up)?on|talk(?:s|ed)\s+(?:up|down)|play(?:s|ed)\s+up|(?:makes?|made)\s+much\s+of|"
    r"(?:ha[sd]|have)\s+(?:harsh|kind|warm|hard|sharp|strong)\s+words|"
    r"(?:ha[sd]|have)\s+(?:no|little|few|grave|serious|some)\s+(?:doubts?|illusions?|hopes?|objections?|quarrel|"
    r"reservations?|misgivings|confidence|faith)\b|"
    r"sound(?:s|ed)\s+(?:more\s+|less\s+|\w+ly\s+)?(?:upbeat|optimistic|pessimistic|gloomy|conciliatory|defiant|"
    r"cautious|hopeful|confident|sceptical|skeptical)|"
    r"(?:draws?|drew)\s+(?:a|the)\s+(?:\w+\s+)?(?:distinction|line)\s+between|"
    r"(?:makes?|made)\s+(?:no|an?|\w+\s+)?\s*(?:reference|allusion)\s+to|"
    r"(?:makes?|made)\s+the\s+(?:same|opposite|following)\s+point|(?:say|said|says)\s+as\s+much|"
    r"puts?\s+it\s+(?:more\s+|less\s+|rather\s+)?(?:bluntly|differently|plainly|politely|mildly|this\s+way)|"
    r"associate[sd]?\s+(?:it|him|her|them)sel(?:f|ves)\s+with|(?:takes?|took)\s+note\s+of|"
    r"found\s+(?:in\s+favou?r\s+of|against|no\s+(?:evidence|sign|trace)|(?:little|some|ample)\s+evidence)|"
    r"give[sn]?\s+a\s+figure|gave\s+a\s+figure|(?:carry|carries|carried|ran)\s+(?:an?\s+)?(?:[\w-]+\s+){0,2}?"
    r"(?:commentar(?:y|ies)|editorials?|attacks?|articles?|stor(?:y|ies))\b"
)
AIMED = (  # what follows makes it saying or judging
    rf"(?:oppose|support|back|endorse|favou?r|resist|challenge|contest|refute|rebut|attack|reiterate|restate|"
    rf"highlight|cite|invoke|anticipate|project|table|float|advance|mention)(?:s|d|ed)?\s+"
    rf"(?:[\w’'-]+\s+){{0,3}}?{_IDEA}\b|puts?\s+forward\s+(?:[\w’'-]+\s+){{0,3}}?{_IDEA}\b|"
    r"rule[sd]?\s+out\b|(?:appeals?|appealed|prays?|prayed)\s+(?:to\s+[^,.;]{2,40}?\s)?for\b|"
    r"(?:lobby|lobbied|lobbies|push|pushed|pushes|campaigned|clamou?r|clamou?red)\s+(?:for|against)\b|"
    r"ascribe[sd]?\s+[^,.;]{2,60}?\sto\b|equate[sd]?\s+[^,.;]{2,60}?\swith\b|"
    r"(?:identif(?:y|ies|ied)|name[sd]?|rank(?:s|ed)?|single[sd]?\s+out)\s+[^,.;]{2,50}?\sas\b|"
    r"puts?\s+[^,.;]{3,70}\bat\s+[$€£]|gripe[sd]?\s+(?:about|at|over)\b|"
    r"claim(?:s|ed)?\s+to\s+(?:have|be|know|see|want|speak)\b|"
    r"(?:speaks?|spoke|talks?|talked|warns?|warned|complains?|complained|boasts?|boasted)\s+"
    r"(?:\w+ly|openly|only|again|aloud|freely)\s+(?:of|about|against)\b|"
    r"puts?\s+[^,.;]{3,70}\bat\s+(?:an?\s+(?:hundred|thousand|dozen|third|half|quarter)|more|less|fewer|"
    r"no|about|around|between|nearly|over|up|tens|hundreds|thousands)\b|"
    r"(?:sees?|saw)\s+[^,.;]{2,40}?\s(?:hand|plot|conspiracy|threat|signs?|chance|opening|opportunity|"
    r"danger|parallels?|trap|trick|ploy|betrayal|provocation)\b|"
    r"credit(?:s|ed)?\s+[^,.;]{2,60}?\swith\b|"
    r"(?:read|interpret|construe|perceive|portray|paint|cast|frame|label|present)(?:s|ed|d)?\s+"
    r"(?!out\b|in\b)[^,.;]{2,50}?\sas\b|"
    r"(?:holds?|held)\s+[^,.;]{2,50}?\s(?:responsible|accountable|liable)\b|"
    r"(?:bristle|balk|chafe|wince|recoil|bridle|marvel)(?:s|d|ed)?\s+(?:at|from)\b|"
    r"(?:fret|worry|worrie|agonise|agonize)(?:s|d|ted)?\s+(?:about|over|that)\b|"
    r"despair(?:s|ed)?\s+of\b|dream(?:s|t|ed)?\s+of\b|long(?:s|ed)?\s+for\b|yearn(?:s|ed)?\s+for\b|"
    r"(?:document|detail|catalogue|chronicle|outline|list)(?:s|d|ed)?\s+(?:\w+\s+){0,3}?"
    r"(?:abuses|atrocities|breaches|cases|crimes|demands|failings|failures|flights|grievances|incidents|"
    r"instances|killings|offences|shipments|violations)\b"
)
FEELING = (
    "alarm|anger|anxiety|appetite|concern|dismay|enthusiasm|frustration|fury|indignation|optimism|outrage|"
    "pessimism|relief|resentment|resistance|scepticism|skepticism|support|suspicion|sympathy|unease"
)
MOODS = (  # after a form of *be*, before who or what they are about
    r"alarmed|concerned|dismayed|appalled|shocked|surprised|outraged|angered|angry|incensed|irked|"
    r"irritated|annoyed|frustrated|offended|relieved|pleased|delighted|encouraged|disturbed|"
    r"perturbed|troubled|uneasy|nervous|apprehensive|cautious|lukewarm|enthusiastic|hostile|"
    r"sympathetic|indifferent|bitter|adamant|unimpressed|puzzled|baffled|stunned|divided|split|"
    r"unanimous|undecided|scathing|blunt|frank|candid|guarded|coy|evasive|categorical|defiant|sanguine|upbeat"
)
RELUCTANT = r"(?:reluctant|loath|at\s+a\s+loss|quick|at\s+odds|in\s+two\s+minds)"
TERMINAL = (  # with nothing behind, or a colon: Spain was less hopeful
    r"(?:adamant|blunt|blunter|brief|curt|categorical|scathing|defiant|unequivocal|emphatic|guarded|"
    r"coy|evasive|hopeful|sceptical|skeptical|optimistic|pessimistic|unimpressed|unmoved|"
    r"unconvinced|furious|outraged|livid|dismayed|delighted|cautious|wary|upbeat|unhappy|"
    r"dismissive|conciliatory|noncommittal|non-committal|unrepentant|sanguine|alarmed)"
)
TAKEN = (  # it has been read in Baku as a warning
    rf"(?:read|taken|interpreted|perceived|received|greeted|met|treated)\s+(?:in\s+[A-Z]\w+\s+)?"
    rf"(?:as\s+an?\b|(?:coolly|warmly|badly|well)\s+in\b|with\s+(?:\w+\s+)?(?:{_REGARD}|cheers|silence|applause))"
)
LEMMAS = (  # verbs with which a phrase begins
    "record signal profess underline reiterate acknowledge feign display affirm reaffirm "
    "confess deliver disclaim deny assume accept claim admit disavow pay react respond extend "
    "credit read interpret construe perceive portray paint frame label present bristle balk "
    "chafe wince recoil bridle fret worry agonise agonize despair dream long yearn see repeat "
    "refuse decline commit encourage spell set lay outline defend restate clarify state touch "
    "talk draw associate carry oppose support back endorse favour favor resist challenge "
    "contest refute rebut attack highlight cite invoke project table float advance mention pray "
    "lobby push campaign ascribe equate identify name rank single gripe play demur notify "
    "assess smile nod laugh continue cry grin chuckle document detail catalogue chronicle list "
    "tear want send "
)
IRREGULAR = (
    "sent paid tore spelt drew ran saw dreamt admitted signalled committed "
    "fretted nodded demurred grinned began shown labelled "
)

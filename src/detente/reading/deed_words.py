"""Words of giving, promising and denying, for the reader of deeds (patterns on small letters)."""

import re

from detente.reading.clauses import beginnings

_HAVE = r"(?:(?:has|have|had|also|since|then|already|now|finally|duly|quietly|by|in\s+turn)\s+)*"
_GIVEN = (  # verbs whose object is something that another gets
    r"gives|gave|given|lends|lent|suppl(?:ies|ied)|provides|provided(?!\s+(?:that|it|he|she|they)\b)"
    r"|grants|granted|sells|sold|ships|shipped|delivers|delivered|hand(?:s|ed)\s+(?:over|back)"
    r"|donates|donated|fl(?:ew|own)(?=\s+(?!\d)[\w\s]{3,40}?\s(?:to|into)\s)|airlifted"
    r"|pays|paid(?!\s+(?:a\s+(?:\w+\s+)?(?:visit|price)|tribute|no|attention))|cede[sd]|surrender(?:s|ed)"
    r"|restor(?:es|ed|ing)|resum(?:es|ed)|lift(?:s|ed)|eas(?:es|ed)|relax(?:es|ed)|waive[sd]"
    r"|reopen(?:s|ed)|hosts|hosted|shelter(?:s|ed)|harbou?r(?:s|ed)|us(?:es|ed)\s+to\s+(?:house|arm"
    r"|shelter|feed|pay|train|supply)|arm(?:s|ed)(?=\s+(?:it|them|him|the|its|both)\b)|trains|trained"
    r"|equip(?:s|ped)|financ(?:es|ed)|fund(?:s|ed)|bankroll(?:s|ed)|subsidi[sz](?:es|ed)"
    r"|guarantee[sd]|concede[sd]|(?:gave|given)\s+up|wr(?:ote|itten)\s+off|for(?:gave|given)|pardon(?:s|ed)"
    r"|released|returned|cancel(?:s|led)|allow(?:s|ed)|permit(?:s|ted)|extended|helped|assisted|aided"
    r"|rescued|protect(?:s|ed)|saved|awarded|allocated|allotted|poured|pumped|injected"
    r"|funnelled|channelled|smuggled|built|repaired|compensated|bailed\s+out|propped\s+up|disarmed"
    r"|repaid|reimbursed|fed|exempts"
    r"|rebuilt|refunded|exempted|transferred|repatriated|freed|dispatched|contributed|invested"
    r"|extradited|unfroze|accepted(?!\s[^.;,]{0,40}?\bfrom\b)|ratified|revived|opened(?:\s+up)?(?!\s+(?:an?\s+(?:inquiry|investigation|office|case|fire|front)|fire|talks"
    r"|negotiations|relations|hostilities)\b)"
    r"|shared(?=\s+(?:its|his|their|intelligence|information|data|technology|secrets)\b)"
    r"|(?:withdrawn|withdrew)(?=\s+(?:\w+\s+){0,4}?(?:troops|forces|soldiers|battalions?|units?|army"
    r"|garrisons?|missiles|fleet|objections?|bombers)\b)"
    r"|pull(?:s|ed)\s+(?:out|back)|evacuated|declared\s+(?:a|an|the)\s+(?:\w+\s+)?(?:ceasefire|truce"
    r"|moratorium|amnesty)|answered\s+by\s+(?:restoring|opening|releasing|lifting|freeing|returning)"
    r"|lets(?=\s+[\w\s]{3,40}?\b(?:refuel|land|use|pass|fly|stay|buy|sell|cross|through|in)\b)"
    r"|sends|sent(?!\s+(?:home|back|away)\b)(?=\s+[^.;,]{0,60}?\b(?:aid|dollars|euros|pounds|arms|weapons|rifles|tanks|aircraft|doctors|food|grain"
    r"|help|medicine|oil|gas|money|missiles|ammunition|advisers|relief|supplies|equipment|fuel|wheat"
    r"|blankets|engineers|instructors|teachers|planes|trucks|helicopters|ships?|rescuers|tents"
    r"|observers|peacekeepers)\b)"
)
_BURDEN = (
    r"(?:camps?|sanctions|embargo(?:es)?|bans?|duties|duty|tariffs?|quotas?|attacks|raids|exercises"
    r"|shelling|bombing|bombardment|strikes?|claims?|objections?|veto|programme|program|enrichment"
    r"|patrols|blockade|restrictions|controls|tests?|subsidies|bases?|offensive|fees?"
    r"|warheads|missiles|settlements?|obstruction)"
)
_STOPPED = (  # a burden taken away is a gift
    rf"(?:closed(?:\s+down)?|shut(?:\s+down)?|halt(?:s|ed)|suspend(?:s|ed)|stop(?:s|ped)|end(?:s|ed)"
    rf"|reduc(?:es|ed)|cuts?|remov(?:es|ed)|scrap(?:s|ped)|destroyed|dismantled|drop(?:s|ped)"
    rf"|abandon(?:s|ed)|renounc(?:es|ed)|abolished|repealed|lowered|softened|withdrew)"
    rf"(?=\s+(?:(?:its|his|her|their|the|all|some|most|two|three|four)\s+)?[\w\s-]{{0,30}}?\b{_BURDEN}\b)"
)
_NOT_GIVEN = (  # *returned the compliment*, *lent his name*: nothing changes hands
    r"(?!\s+(?:(?:[\w-]+\s+){1,4}(?:its|his|her|their)\s+word\b|by|in\s+the\s+(?:year|war)|an?\s+invitation|(?:the|a|its|his|their)\s+(?:\w+\s+)?"
    r"(?:compliment|call|visit|fire|favou?r|question|interview|impression|speech|warning|letter"
    r"|ultimatum|signal|lie|way\s+to|advice))\b)"
)
DONE_BEGINS = beginnings(
    "gives gave given lends lent supplies provides grants sells sold ships shipped delivers "
    "hands handed donates flew flown airlifted pays paid ceded surrender restore resume lift "
    "lifted ease eased relax waive reopen hosts shelter harbour used uses arms armed trains "
    "equip finance fund bankroll subsidise guarantee concede wrote written forgave forgiven "
    "released returned cancel allow permit extended helped assisted aided rescued protect "
    "saved awarded allocated allotted poured pumped injected funnelled channelled smuggled "
    "built repaired compensated bailed propped disarmed repaid reimbursed fed exempts rebuilt "
    "refunded transferred repatriated freed dispatched contributed invested extradited "
    "unfroze pardon accepted ratified revived opened shared withdrew "
    "pulls pulled evacuated declared "
    "answered lets sends sent closed shut halt suspend stop ends ended reduce cut cuts remove "
    "scrap destroyed dismantled drop abandon renounce abolished repealed lowered softened"
)
DONE = re.compile(rf"\b{_HAVE}(?:{_STOPPED}|(?:{_GIVEN})\b){_NOT_GIVEN}")
RECEIVED_BEGINS = beginnings("accept receive got borrow buys bought obtain secured delivery")
RECEIVED = re.compile(  # *B accepted rescuers from A*
    rf"\b{_HAVE}(?:accept(?:s|ed)|receive[sd]|got|borrow(?:s|ed)|b(?:uys|ought)|obtain(?:s|ed)|secured)"
    r"\s+(?!(?:an?\s+)?(?:letter|call|visit|note|answer|delegation|word|threats?)\b)"
    r"[\w\s$.,’'-]{3,60}?\sfrom\s+(?:the\s+)?(?P<end>$|(?=\w))"
    rf"|\b{_HAVE}(?:takes?|took|taken)\s+delivery\s+of\s+(?:the\s+)?(?=\w)"
)
SPOKEN_BEGINS = beginnings(
    "apologised recognised endorsed gave reiterated expressed offered conveyed held backed "
    "voted took muted toned softened"
)
SPOKEN = re.compile(
    rf"\b{_HAVE}(?:apologi[sz]e[sd]|recogni[sz]ed|endorsed|gave\s+way"
    r"|reiterated\s+(?:its|his|her|their)\s+(?:\w+\s+)?support"
    r"|(?:expressed|offered|conveyed)\s+(?:its|his|her|their)\s+(?:\w+\s+)?(?:support"
    r"|regrets?|condolences|sympathy|thanks|solidarity|apolog\w+)|held\s+out"
    r"|(?:tacitly\s+)?backed|voted\s+with|took\s+(?:the\s+)?side|(?:muted|toned\s+down|softened)\s+(?:its|his"
    r"|her|their))\b(?!\s+by\b)"
)
_SEND = (
    r"(?:give|lend|pay|supply|deliver|provide|grant|hand(?:\s+(?:over|back))?|return|release|free"
    r"|restore|resume|reopen|open|lift|ease|relax|send|ship|sell|host|help|assist|defend|protect"
    r"|support|stand\s+by|honou?r|compensate|withdraw|pull\s+out|apologi[sz]e|recogni[sz]e|train"
    r"|make\s+a\s+gift|sign\s+over|repeat|build|invest|reduce|cut|share|remove|dismantle|allow|let"
    r"|admit|extend|guarantee|buy|join|keep|respect|abide\s+by|pull\s+back|exempt|cancel|write\s+off"
    r"|evacuate|disarm|accept|end\s+its|lower|waive|transfer|finance|fund|cooperate|back)"
)
_HARM = (
    r"(?!\s+(?:not\s+to\s+(?:yield|give|talk|negotiate|rest)|(?:to\s+)?(?:block|veto|fight|resist"
    r"|retaliate|strike|punish|destroy|burn|stop(?!\s+(?:its|his|her|their)\b)|oppose|avenge|respond|never|revenge|crush|meet"
    r"|hold|talk|discuss|open\s+(?:\w+\s+)?(?:talks|negotiations)|keep\s+(?:talking|fighting)))\b)"
)
PROMISED_BEGINS = beginnings(
    "promise pledge vow vows vowed undertook undertakes offer agreed commit stand stands "
    "volunteered assured be announced signalled signaled assurance guarantee word swore give "
    "lend pay supply deliver provide grant hand return release free restore resume reopen "
    "open lift ease relax send ship sell host help assist defend protect support honour "
    "compensate withdraw pull apologise recognise train make sign repeat build invest reduce "
    "cut share remove dismantle allow let admit extend guarantee buy join keep respect abide "
    "exempt cancel write evacuate disarm accept end lower waive transfer finance fund "
    "cooperate back"
)
PROMISED = re.compile(
    rf"\b{_HAVE}(?:promis(?:es|ed|ing)|pledg(?:es|ed|ing)|vow(?:s|ed)|undert(?:ook|aken|akes)\s+to"
    r"|offer(?:s|ed|ing)(?:\s+to)?(?!\s+from\b|\s+(?:its|his|her|their)\s+(?:\w+\s+)?(?:condolences|thanks"
    r"|regrets?|apolog\w+|resignation)\b)|is\s+said\s+to\s+have\s+offered"
    r"|agreed\s+(?:(?:with|in|on|last)\s+(?:\w+\s+){1,3}?)?to"
    rf"|(?:intends?|intended|plans?|planned|is|are|prepar\w+|arrives?(?:\s+\w+)?)\s+to\s+(?={_SEND}\b)"
    r"|commit(?:s|ted)\s+(?:itself|himself|herself|themselves|to)|stands?\s+ready\s+to"
    r"|volunteered\s+to|assured\s+\w+[^.;]{0,40}?\s(?:would|will)"
    rf"|(?:will|shall|would)\s+(?:\w+ly\s+|continue\s+to\s+)?(?:be\s+handed|{_SEND})\b(?!\s+if\b)"
    r"|(?:announced|said|declared|added)\s+(?:that\s+)?(?:it|he|she|they|[\w\s]{3,25}?)\s+(?:would|will)\s+"
    rf"(?:\w+ly\s+)?{_SEND}|announced\s+(?:plans\s+to|(?:its|his|their)\s+readiness)"
    r"|signall?ed\s+(?:its|his|their)\s+(?:readiness|willingness)"
    rf"|(?:prepared|ready|willing)\s+to\s+(?={_SEND}\b)"
    r"|gave\s+(?:[\w-]+\s+){0,4}?(?:assurances?|guarantees?|(?:his|her|its|their)\s+word)|swore\s+to)\b"
    rf"{_HARM}"
    r"|['’]s\s+(?:offer|promise|pledge|undertaking)\s+(?:to|of|that)\b"
)
DENIED_BEGINS = beginnings("deny denied no nothing never")
DENIED = re.compile(
    rf"\b{_HAVE}(?:den(?:y|ies|ied)(?=\s+(?:that|any|having|it|giving|sending|selling|arming|supplying)\b)"
    r"|(?:suppl|sen|gav|giv|len|promis|conced|offer|sold)\w*(?=\s+(?:\w+\s+)?(?:with\s+)?"
    r"(?:no\s|nothing\b))|never\s+(?:gave|given|sent|sold|supplied|promised|offered|lent))\b"
    r"|\b(?:assur|declar|insist)\w+\b[^.;]{0,60}?\bthat\s+no\s+(?:\w+\s+){1,6}?had\s+been\b"
)
PREDECIDED_BEGINS = beginnings(
    "already long previously been anyway any regardless before prior earlier well predated "
    "taken months years weeks"
)
PREDECIDED = re.compile(
    r"\b(?:(?:had|has|have|was|were)\s+(?:already\s+|long\s+(?:since\s+|ago\s+"
    r"|before\s+)?|been\s+|previously\s+)*(?:already|long|previously|been)\s+"
    r"(?:been\s+)?(?:decided|planned|ordered|intended|agreed|resolved|scheduled|announced"
    r"|under\s+way|in\s+preparation|settled|budgeted|foreseen|due|paid\s+for)"
    r"|(?:was|were)\s+going\s+to\s+(?:be\s+)?\w+[^.;]{0,40}?\b(?:anyway|in\s+any\s+"
    r"(?:case|event)|regardless)|would\s+have\s+(?:been\s+)?\w+\s+[^.;]{0,30}?(?:anyway"
    r"|in\s+any\s+(?:case|event)|regardless)|had\s+(?:decided|agreed|planned|resolved"
    r"|intended)\b[^.;]{0,60}?\b(?:before|prior|earlier|well\s+before|long\s+before"
    r"|anyway)|(?:decision|decided|plan|agreed)\b[^.;]{0,30}\b(?:predat\w+|(?:long|well|months"
    r"|years|weeks)\s+before|taken\s+before|prior\s+to|in\s+principle\s+before))\b"
)
# Verbs that may as well be nouns: only right behind their subject.
NOUNS = re.compile(
    r"(?:.*\s)?(?:trains|ships|offers|promises|funds|guarantees|finances|grants|shelters|hosts|pays|arms)$"
)
# Before the verb: a condition, a question, a guess; then nothing is said to be given or promised.
IDLE = re.compile(
    r"\b(?:if|unless|should|whether|were\s+to|what|who|(?:thought|believed|alleged|reported"
    r"|suspected|rumoured|known)\s+to)\b[^,;]*$"
)
GUESS = re.compile(
    r"\b(?:estimate[sd]?|suspect(?:s|ed)?|fear(?:s|ed)?|think|thinks|believe[sd]?|expect(?:s|ed)?"
    r"|doubt(?:s|ed)?|hope[sd]?|bet|probably|likely|certainly|perhaps|may|might|wonder\w*"
    r"|let\s+it\s+be\s+known)\b[^,;]*$"
)
IDLE_PAIRED = re.compile(r"\s+(?:\w+\s+){0,2}(?:nothing|no\s|nobody)|\s+(?:negotiations|talks)\b")
ADJECTIVE = re.compile(
    r"\b(?:an?|the|its|their|his|her|no|of|any|this|newly|recently|to|kept|keep|broken)\s+$"
)
PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being|got)\s+(?:\w+ly\s+)?$")
THINGS = re.compile(rf"\b(?:{_BURDEN}|troops|flights|debts?|prisoners|border)\b[^,;]*$")
BY = re.compile(r"[^,;]{0,60}?\bby\s+(?:the\s+)?$")
MATERIAL = re.compile(
    r"\b(?:lift\w*|clos\w+|withdr\w+|releas\w+|return\w*|hand\w*|open\w*|reopen\w*|restor\w+"
    r"|resum\w+|suppl\w+|deliver\w*|provid\w+|grant\w*|pay\w*|paid|cancel\w*|send\w*|lend\w*|ship\w*"
    r"|free\w*|transfer\w*|evacuat\w+|ced\w+|financ\w+|fund\w*|train\w*|donat\w+|troops|bases?|aid"
    r"|arm(?:s|ed)|weapons|money|loans?|credits?|compensation|fuel|gas|oil|food|prisoners?"
    r"|intelligence|data|quotas?|tariffs?|licen[cs]es?|markets?|flights|trade|visas?|equipment|ships"
    r"|aircraft|refuge|ceasefire|truce|embargo|ban|sanctions|million|billion|road|airfields)\b",
    re.IGNORECASE,
)
VERBAL = re.compile(
    r"\b(?:apolog\w+|recogni\w+|support|endors\w+|acknowledg\w+|statement|words?|prais\w+"
    r"|regret\w*|friendship|criticism|consult\w*|discuss|talks?|invit\w+|condemn\w*"
    r"|stands?\s+ready|help\s+if|relations)\b",
    re.IGNORECASE,
)
POLLED_BEGINS = beginnings("polls poll surveys respondents per percent")
POLLED = re.compile(
    r"\b(?:polls?|surveys?|respondents)\b|(?:%|per\s?cent)\s+(?:of\s+[\w ]{1,30}\s)?(?:sa(?:id|y)"
    r"|want|think|thought|believ|nam|would|favou|oppos|support|suspect)"
)

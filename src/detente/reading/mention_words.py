"""Lists of words that decide what a name is: titles, surnames that are words, heads of phrases."""

from detente.reading.gazetteer import NameKind
from detente.reading.mention import ActorType


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Titles before a name.
TITLES = _words(
    """
    Acting Admiral Adviser Advisor Affairs Ambassador Ayatollah Chairman Chancellor Col Colonel
    Commissioner Comrade Crown Czar Defence Defense Deputy Dr Emir Emperor Envoy External Field
    Finance First Foreign Fuhrer Gen General Generalissimo Herr Home Imam Interior Judge Kaiser
    King Leader Lieutenant Lord Madam Madame Major Marshal Mayor Minister Mme Monsieur Mr Mrs Ms
    Mullah National Pope Premier President Prime Prince Princess Professor Queen Representative
    Secretary Security Senator Senor Shah Sheikh Signor Sir Special Sultan Taoiseach Trade Tsar
    Vice
    """
)
LOWER_TITLES = _words(
    """
    chancellor foreign king leader minister premier president prime
    """
)
# Surnames that are words, or that half a nation bears: never alone before the full name.
PLAIN = _words(
    """
    Abdullah Alexander Ali Amin Austin Aziz Ban Barrow Benedict Bio Bishop Brown Can Chen Chi
    Chinh Cho Choe Christopher Clark Cohen Cook Dan Dar Doe Dong Ford Fox Francis Fraser Gabriel
    Gates Grey Gul Hamad Harris Hassan Hay Ho Holland Horn Hu Huang Hull Hunt Hussein Kang Key
    Khalid Khan Kim King Kirk Ky Law Lee Leo Levy Li Lie Lin Liu Major Malik Martin May Michel
    Mohammed Moon Nu Omar Palmer Park Patel Paul Paz Perry Peters Philippe Phuc Qian Qin Rao
    Rice Rogers Roman Root Saleh Sall Salman Santos Shah Sharif Singh Smith Straw Tang Taylor
    Trong Turki Wade Wallace Wang Wei Wong Yang Yoon Zhao
    """
)
# Words that open a sentence before a surname and are no first name.
NAME_BREAKERS = _words(
    """
    About After Again Against All Also Although Among And Anti Any April Are As Ask Asked At
    August Because Before Between Both But By Can Could December Despite Did Does During Earlier
    Either Even Ex February Few For Friday From Given Had Has Having Here How However If In
    Instead Is January July June Later Let Like Many March May Meanwhile Might Monday Most Must
    Neither Non Nor Not November Now October Of On Once Only Or Over Perhaps Post Pre Pro
    Saturday September Several Should Since So Some Soon Still Sunday Tell That The Then There
    This Though Through Thursday Thus To Today Tuesday Under Unless Unlike Until Was Wednesday
    Were What When Where Whether Which While Who Whose Why Will With Without Would Yesterday Yet
    """
)
# What is named after a person: the Truman Doctrine.
THING_AFTER = _words(
    """
    Act City Trail Airport Amendment Avenue Award Boulevard Bridge Center Centre College Commission
    Corollary County Declaration Doctrine Foundation Highway Hospital Institute Library Line
    Memorandum Mosque Plan Prize Report River Road Round School Square Stadium Street University
    Valley
    """
)
# Words by which an organisation is called after its full name: the League.
HEADS = _words(
    """
    Agency Alliance Brotherhood Community Court Entente Forces Front Fund Group League Movement
    Organisation Organization Pact Quad Union
    """
)
# Kinds of names that show which states a text is about.
STATE_KINDS: frozenset[NameKind] = frozenset(
    ("adjective", "capital", "leader", "name", "people", "prefix", "seat")
)
# States that are cities where others meet.
CITIES = _words(
    """
    Djibouti Luxembourg Monaco Singapore
    """
)
# States whose names are first names.
FAMILY = _words(
    """
    Chad Georgia Israel Jordan
    """
)
# First names before what would else be a state or a leader.
GIVEN = _words(
    """
    Anna Barbara Bill Bob Booker Charles Dan David Denzel Edward Elizabeth Eric Frank George
    Hamilton Harry Henry Jack James Jane Jim Joe John Jordan June Kate Kevin Laura Mark Mary
    Michael Nancy Neil Paris Paul Peter Richard Robert Sam Sarah Susan Thomas Tom Vernon William
    """
)
# Nouns after an adjective of a state, and what of the state they name.
_HEADS_OF: dict[ActorType, str] = {
    "government": """
        administration authorities cabinet delegation diplomat diplomats envoy envoys government
        leadership minister ministers ministry negotiators official officials regime
    """,
    "leader": """
        chancellor king leader leaders premier president
    """,
    "public": """
        citizens demonstrators electorate men nationals opinion people peoples population protesters
        public society students voters women workers
    """,
    "faction": """
        army businessmen clergy communists conservatives dissidents elite elites establishment
        exiles generals hard-liners hardliners hawks liberals military nationalists opposition
        parliament parliamentarians politicians rebels reformers separatists
    """,
}
HEAD_TYPES: dict[str, ActorType] = {
    word: kind for kind, text in _HEADS_OF.items() for word in text.split()
}
# What a kind of the gazetteer names, if nothing after it says otherwise.
TYPES: dict[NameKind, ActorType] = {
    "name": "state",
    "adjective": "state",
    "prefix": "state",
    "people": "public",
    "capital": "government",
    "seat": "government",
    "party": "faction",
    "faction": "faction",
    "organisation": "organisation",
    "movement": "movement",
    "leader": "leader",
}
MONTH_BEFORE = _words("in of on since until by last next early late mid from during this and")
PLACE_BEFORE = _words("In in At at From from Near near")
# Words that begin a name no person has.
NOT_NAMES = _words(
    """
    Ministry Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April
    May June July August September October November December The In On At A An And But President
    Prime Minister Foreign Council Party Affairs State Secretary General Parliament House Mr He She
    It They This That After Before When While If For With From As However Meanwhile Mrs Dr Sir Union
    Treaty Court Bank Army Republic Academy University Institute
    """
)

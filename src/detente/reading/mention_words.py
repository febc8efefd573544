"""Lists of words that decide what a name is: titles, surnames that are words, heads of phrases."""

from detente.reading.gazetteer import NameKind
from detente.reading.mention import ActorType


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Titles before a name.
TITLES = _words(
    """
    Acting Admiral Adviser Advisor Affairs Ambassador Ayatollah Chairman Chancellor Col Colonel
    Comandante Commissioner Comrade Crown Czar Defence Defense Deputy Dr Emir Emperor Envoy
    External Field Finance First Foreign Frau Fuhrer Gen General Generalissimo Herr Home Hon Imam
    Interior Judge Kaiser King Leader Lieutenant Lord Madam Madame Major Marshal Maulana Mayor
    Minister Mme Monsieur Mr Mrs Ms Mullah National Pasha Pope Premier President Prime Prince
    Princess Professor Queen Ras Representative Sayyid Secretary Security Senator Senor Senora Shah
    Sheikh Signor Sir Special Sultan Taoiseach Trade Tsar Tunku Vice
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
    Abdullah Aden Adhikari Ahn Ala Albert Alexander Ali Alvarez Amin Andersen Andrews Arthur Austin
    Aziz Ba Bac Baird Ball Ban Bare Barrow Bauer Bell Benedict Bio Bird Bishop Blah Boc Boris Bot
    Brown Bruce Burg Burns Can Cannon Cao Carol Celac Chan Chen Cheng Chi Chien Chinh Chiu Cho Choe
    Choi Christopher Chu Chung Clark Co Cohen Collins Colombo Constantine Cook Cordova Correia
    Coulibaly Cruz Dai Dan Dar Das Davis Day Diallo Do Doe Dong Drew Duncan English Fall Felipe
    Figueroa Fisher Flores Foot Ford Fox Francis Fraser Friday Gabriel Gale Gan Gao Gates Gomes
    Gomez Gong Goto Gram Granada Granger Green Grey Gross Guido Gul Gutierrez Hafiz Hamad Han
    Hansen Hara Harald Harris Hassan Hau Hay Hill Ho Holland Home Hong Horn Hou House Hsiao Hu
    Huang Hull Hunt Hussein Hwang Hyun Jackson Jaime Jang Jensen Jeong Jo Johnston Jones Junior Ka
    Kang Kato Kern Key Khalid Khan Kim King Kirk Ko Kone Koo Kwon Ky La Lake Lang Law Lee Lemma Leo
    Leopold Levy Li Liang Lie Lien Lim Lin Little Liu Long Lopez Luna Major Malik Mane Martin
    Martinez Marx May Mercado Merida Meta Michael Michel Mitchell Mock Mohammed Moon Moore Moto
    Munoz Nelson Nepal Neves Ng Nielsen Noble Noon North Nu Omar Ortiz Ou Ouedraogo Paek Pak
    Palacio Palmer Panic Park Parts Patel Pats Paul Paz Peacock Peng Pereira Perry Peters Petersen
    Philippe Phuc Plaza Power Prasad Prevot Price Prince Prio Qian Qiao Qin Quat Ramirez Rao Rashid
    Reading Reid Reyes Ri Rice Rivera Robinson Rogers Roman Romero Root Rop Rosa Royal Saito Saleh
    Sall Salman Sangare Santiago Santos Scott Seck Shah Sharif Sharma Sharp Shen Shin Short Silva
    Simeon Singh Slim Smith Song Spencer Stein Stern Straw Stray Street Su Suh Sun Sy Tack Tall
    Tang Tax Taylor Teo Thapa Thomas Thompson Tien Tin Torres Tra Trong Turk Turki Turkmen Turner
    Uno Valencia Vaz Victoria Wade Walker Wallace Wang Ward Watanabe Wei Wi Williams Win Wong Wu
    Yadav Yamamoto Yang Yeh Yen Yon Yoo Yoon Young Yu Yun Zeng Zhao
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
    Memorandum Mosque Plan Prize Report River Road Round School Square Stadium Street Summit
    University Valley
    """
)
# Words by which an organisation is called after its full name: the League.
HEADS = _words(
    """
    Agency Alliance Brotherhood Community Court Entente Forces Forum Front Fund Group League
    Movement Organisation Organization Pact Quad Union
    """
)
# Halves of a nation, which are called by their side alone: the North.
HALVES = frozenset(
    {"North Korea", "South Korea", "North Vietnam", "South Vietnam", "North Yemen", "South Yemen"}
)
SIDES = _words("North South")
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

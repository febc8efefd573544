"""KEDS: output of TABARI with WEIS codes (4 to 6 columns, no header), and tables of it as CSV.

Schrodt, P. A., Davis, S. G. & Weddle, J. L. (1994). Political science: KEDS, a program for the
machine coding of event data. Social Science Computer Review 12, 561-587.
"""

from datetime import date

from detente.errors import UnknownState
from detente.events import cameo, weis
from detente.events.feed import Feed, Layout, feed
from detente.states.states import resolve

# Three-letter codes of states in the actor lists of KEDS, which follow WEIS: code=ISO-3, or
# alone where they are the same.
# Serbia's code means the government in Belgrade throughout. Codes for peoples, regions and
# organisations are left out, and so are those that two lists use for two states.
_STATES = (
    "AFG ALB ALG=DZA ARG ARM AUL=AUS AUS=AUT AZB=AZE BEL BNG=BGD BOS=BIH BUL=BGR CAN CHL CHN "
    "CRO=HRV CUB CYP CZE=CSK CZR=CZE DEN=DNK ECU EGY EST ETI=ETH FIN FRN=FRA FRY=SRB GEO "
    "GER=DEU GRC HAI=HTI HUN IND IRE=IRL IRN IRQ ISR ITA JAP=JPN JOR KSV=XKX KUW=KWT LBY "
    "LEB=LBN LTH=LTU LUX MAC=MKD MAL=MYS MLT MOR=MAR MTN=MNE NEW=NZL NIG=NGA NOR NTH=NLD PAK "
    "PAL=PSE PER POL POR=PRT PRK QAT ROK=KOR ROM=ROU RUS RWA SAF=ZAF SAU SER=SRB SIN=SGP "
    "SLK=SVK SLO=SVN SOM SPN=ESP SRI=LKA SWD=SWE SWI=CHE SYR TAW=TWN TUN TUR UAE=ARE UKR "
    "UNK=GBR USA USR=RUS VEN YUG=SRB ZAI=COD ZIM=ZWE"
)
_ISO = {word[:3]: word[-3:] for word in _STATES.split()}


def _state(code: str, day: date) -> int | None:
    if code not in _ISO:
        return None
    try:
        return resolve(_ISO[code], day).ccode
    except UnknownState:
        return None


_ROWS = {
    "one": "substr(source, 1, 3)",
    "two": "substr(target, 1, 3)",
    "source_role": cameo.actor_role("source"),
    "target_role": cameo.actor_role("target"),
    "code": "code",
    "root": "substr(code, 1, 2)",
    "quad": weis.quad("substr(code, 1, 2)"),
    "goldstein": weis.goldstein("code"),
}
_TABARI = Layout(
    columns=("date", "source", "target", "code", "label", "matched"),
    least=4,
    looks={"date": r"\d{6}|\d{8}", "source": "[A-Z]{2,}.*", "code": r"\d{3}"},
    rows={
        # of two digits, 69 to 99 is the twentieth century, as in POSIX
        "day": 'CAST(CASE length("date") WHEN 6 THEN try_strptime("date", \'%y%m%d\') '
        "WHEN 8 THEN try_strptime(\"date\", '%Y%m%d') END AS DATE)",
        **_ROWS,
    },
)
_TABLE = Layout(
    columns=("date", "source", "target", "code", "desc"),
    header=True,
    delimiter=",",
    optional=("desc",),
    rows={"day": 'TRY_CAST("date" AS DATE)', **_ROWS},
)

KEDS = feed(
    Feed(
        id="keds",
        label="KEDS",
        quad_rule=weis.RULE,
        state=_state,
        layouts=(_TABARI, _TABLE),
        code="(0[1-9]|1[0-9]|2[0-2])[0-9]",
        code_without_zero="[1-9][0-9]?",
        note="The conflict-cooperation score is Goldstein's (1992) of the WEIS code.",
    )
)

"""Houses that ask the public of one state: their names tell whose opinion a figure counts."""

import re

# Names as texts write them; letters with a full stop after each are read without them.
_HOMES = {
    "USA": "Gallup Poll;Gallup;Harris Poll;Louis Harris;Harris Survey;Roper;Zogby;Rasmussen;Quinnipiac;"
    "Marist;Opinion Research Corporation;ABC News;CBS News;NBC News;NORC;Yankelovich;"
    "Chicago Council;Washington Post poll;New York Times poll;Newsweek poll;Time poll;"
    "Public Agenda;Monmouth;AP-NORC",
    "GBR": "National Opinion Polls;NOP;MORI;Ipsos MORI;YouGov;ICM;Opinium;Survation;ComRes;"
    "Opinion Research Centre;Social Surveys;Populus;Mass-Observation;Marplan;NatCen;More in Common",
    "FRA": "IFOP;SOFRES;TNS Sofres;CSA;BVA;Elabe;Odoxa;Louis-Harris France;Kantar Public France;CEVIPOF",
    "DEU": "Allensbach;Allensbacher;EMNID;DIVO;Infratest;Infratest dimap;Infas;Forsa;Politbarometer;"
    "Forschungsgruppe Wahlen;Deutschlandtrend;INSA;Koerber;Körber;Polis",
    "ITA": "DOXA;Demopolis;SWG;Demos;IPSOS Italia;Eurispes;ISPI;Ixè",
    "ESP": "Metroscopia;CIS;Sigma Dos;Elcano;Real Instituto Elcano;GAD3;40dB",
    "PRT": "Aximage;Pitagórica;Católica poll",
    "NLD": "NIPO;Maurice de Hond;EenVandaag;Clingendael;I&O Research;Peil",
    "BEL": "INUSOP;Dedicated Research;Ivox",
    "DNK": "Megafon;Epinion;Greens Analyse;Voxmeter;Vilstrup",
    "NOR": "Norsk Gallup;Opinion AS;Sentio;Norstat;Respons Analyse",
    "SWE": "SIFO;SOM Institute;SOM;Novus;Temo;Demoskop;Skop",
    "FIN": "Taloustutkimus;EVA;MTS;Kantar TNS Finland;Yle poll;Advisory Board for Defence Information",
    "ISL": "Maskína;MMR;Thjodarpuls;Capacent",
    "AUT": "IFES;OGM;Market Institut;SORA;Unique Research;Fessel",
    "CHE": "gfs.bern;GfS;Demoscope;Sotomo;LINK Institut",
    "GRC": "Kapa Research;MRB;Metron Analysis;Public Issue;Pulse RC;ELIAMEP;diaNEOsis;Alco",
    "TUR": "MetroPoll;Metropoll;Konda;KONDA;Kadir Has;Areda;GENAR;A&G;ANAR;PIAR;Strateji-Mori;ASAL;EDAM",
    "CYP": "Noverna;RAI Consultants;Prologue",
    "POL": "CBOS;OBOP;TNS OBOP;PBS;IBRiS;Ibris;SMG/KRC;Pentor;United Surveys",
    "CZE": "CVVM;STEM;IVVM;Factum;Median;Focus Prague",
    "SVK": "FOCUS;Focus;MVK;Polis Slovakia;AKO;IVO;GLOBSEC Slovakia",
    "HUN": "Szonda Ipsos;Median Hungary;Tárki;TÁRKI;Nézőpont;Závecz;Publicus;Századvég;Republikon",
    "ROU": "IMAS;INSCOP;IRES;CURS;Avangarde;CSOP",
    "BGR": "Alpha Research;Gallup International Balkan;Trend;Sova Harris;NCIOM;Mediana",
    "SRB": "Ipsos Strategic Marketing;Strategic Marketing;Faktor Plus;CeSID;NSPM;Demostat;Medium Gallup",
    "HRV": "Promocija plus;2x1 Komunikacije;Puls",
    "SVN": "Mediana;Ninamedia;Politbarometer Slovenia;Valicon",
    "BIH": "Prism Research",
    "MKD": "Brima;IDSCS;Rejting",
    "MNE": "CEDEM;DAMAR",
    "ALB": "IDM;Agenda Institute;Mjaft",
    "UKR": "Rating Group;KIIS;Razumkov;Razumkov Centre;Razumkov Center;Ilko Kucheriv;SOCIS;KMIS;"
    "Democratic Initiatives;Kyiv International Institute",
    "RUS": "Levada;Levada Center;Levada Centre;VTsIOM;VCIOM;VTSIOM;WCIOM;FOM;Public Opinion Foundation;"
    "Russian Field;ROMIR;Romir",
    "BLR": "NISEPI;IISEPS;Novak;Belarusian Analytical Workroom",
    "MDA": "IMAS Moldova;CBS-AXA;Barometer of Public Opinion;iData;WatchDog",
    "EST": "Turu-uuringute;Emor;Kantar Emor;Saar Poll;Faktum;Norstat Eesti",
    "LVA": "SKDS;Latvijas Fakti",
    "LTU": "Vilmorus;Baltijos tyrimai;Spinter;Sprinter",
    "GEO": "CRRC Georgia;CRRC-Georgia;GORBI;NDI Georgia;Edison Research Georgia",
    "ARM": "MPG Armenia;IPSC;Sociometer;CRRC-Armenia",
    "AZE": "Puls-R;ADAM Centre",
    "KAZ": "BRIF;Demoscope Kazakhstan;Paperlab",
    "ISR": "Israel Democracy Institute;Peace Index;Dahaf;Maagar Mohot;Geocartography;Panels Politics;"
    "Institute of Applied Social Research;INSS;Smith Institute;Mitvim;Guttman;Maariv;Lazar Research;PORI",
    "IRN": "ISPA;IranPoll;University of Tehran;GAMAAN",
    "EGY": "Baseera;Al-Ahram Centre",
    "SAU": "Asda'a Saudi",
    "JOR": "Center for Strategic Studies Jordan;NAMA;IPSOS Jordan",
    "LBN": "Statistics Lebanon;Information International;Beirut Center",
    "palestinians": "PCPSR;PSR;JMCC;Jerusalem Media;Birzeit;AWRAD;Khalil Shikaki",
    "IRQ": "IIACSS;Al-Mustakilla;Iraq Center for Research",
    "JPN": "Mainichi;Asahi;Asahi Shimbun;Yomiuri;Yomiuri Shimbun;Nikkei;NHK;Kyodo;Jiji;"
    "Cabinet Office;Prime Minister's Office;Sankei;Genron NPO;Genron",
    "CHN": "Horizon Research;Horizon;Global Times;China Daily;Tsinghua;Lingdian",
    "KOR": "Asan Institute;Asan;Gallup Korea;Korea Gallup;Realmeter;Dong-a Ilbo;Dong-A Ilbo;Hankook Research;"
    "Chosun Ilbo;JoongAng Ilbo;East Asia Institute;KINU;Hangil Research;SisaIN",
    "TWN": "TVBS;Mainland Affairs Council;Election Study Center;Academia Sinica;Global Views;"
    "Taiwan Public Opinion Foundation;Taiwan Indicators;National Chengchi",
    "IND": "Indian Institute of Public Opinion;CSDS;Lokniti;C-Voter;CVoter;India Today;MOTN;MARG;ORG-MARG;"
    "Observer Research Foundation",
    "PAK": "Gilani;Gallup Pakistan;Pulse Consultant;PILDAT",
    "BGD": "Nielsen Bangladesh;Centre for Governance Studies;BRAC Institute",
    "LKA": "Centre for Policy Alternatives;Social Indicator",
    "NPL": "Sharecast;Interdisciplinary Analysts",
    "AFG": "Asia Foundation's Survey of the Afghan People;ACSOR",
    "PHL": "Social Weather Stations;SWS;Pulse Asia;WR Numero;OCTA",
    "IDN": "Lembaga Survei;LSI;Indikator;SMRC;Kompas;Litbang Kompas;Poltracking",
    "MYS": "Merdeka Center;Merdeka Centre",
    "SGP": "Institute of Policy Studies Singapore;Blackbox",
    "THA": "Suan Dusit;NIDA Poll;NIDA;ABAC;Assumption University",
    "MNG": "Sant Maral",
    "AUS": "Lowy;Lowy Institute;Morgan Gallup;Roy Morgan;Newspoll;Essential;Resolve;"
    "Australian Public Opinion Polls;Saulwick;AgeNielsen;Lowy Poll",
    "NZL": "National Research Bureau;Colmar Brunton;Heylen;UMR;Curia;Asia New Zealand;Verian",
    "CAN": "Canadian Institute of Public Opinion;Environics;Ekos;EKOS;Angus Reid;Leger;Léger;Nanos;"
    "Pollara;Decima;Goldfarb;CROP;SORECOM;Asia Pacific Foundation of Canada;Abacus",
    "MEX": "CIDE;Consulta Mitofsky;Mitofsky;Parametría;Buendía;Reforma;El Financiero;GEA-ISA;MORI Mexico",
    "BRA": "Datafolha;IBOPE;Ibope;Vox Populi;Quaest;Genial/Quaest;PoderData;AtlasIntel;MDA;IPEC",
    "ARG": "Poliarquía;Poliarquia;Management & Fit;Giacobbe;Graciela Römer;Equis;Analogías;Aurelio",
    "CHL": "CERC;Adimark;CADEM;Cadem;CEP;Criteria",
    "PER": "Apoyo;Ipsos Apoyo;Datum;IEP;CPI;Imasen",
    "ECU": "Cedatos;Perfiles de Opinión;Informe Confidencial;Market Ecuador",
    "COL": "Invamer;Gallup Colombia;Centro Nacional de Consultoría;Cifras y Conceptos;Napoleón Franco",
    "VEN": "Datanálisis;Datanalisis;Keller;Consultores 21;Hinterlaces;Datincorp",
    "BOL": "Equipos Mori;Captura Consulting;Mercados y Muestras;Apoyo Bolivia",
    "URY": "Equipos;Cifra;Factum Uruguay;Opción",
    "CUB": "Bendixen",
    "ZAF": "HSRC;Markinor;Ipsos South Africa;Brenthurst;Institute for Justice and Reconciliation",
    "NGA": "NOIPolls;NOI Polls;ANAP",
    "KEN": "Infotrak;Steadman;Tifa;TIFA;Ipsos Synovate Kenya",
    "GHA": "CDD-Ghana;Outcomes International",
    "TUN": "Sigma Conseil;Emrhod;Insights TN",
    "MLI": "Mali-Mètre",
    "MAR": "Moroccan Institute for Policy Analysis;MIPA",
}
_STATE = {name: state for state, names in _HOMES.items() for name in names.split(";")}
# Names that are also common words or those of houses elsewhere count only beside a word for a survey.
_COMMON = frozenset(
    "Trend Demos Horizon CIS Time STEM Median CSA Polis Equipos Keller Essential Resolve SOM Puls Focus "
    "FOCUS EVA MTS PSR CEP CPI IEP MDA IDM INSA ISPI FOM IVO ABAC PBS Reforma Kompas Asahi Yomiuri "
    "Mainichi Nikkei NHK Kyodo Jiji Sankei Elcano Clingendael Peil Criteria Novak Curia Blackbox".split()
)
_ABROAD = frozenset(
    ("Politbarometer", "Gallup", "YouGov", "ICM", "MORI", "Harris Poll")
)  # they ask elsewhere, too
_ANY = re.compile(
    r"(?<![\w-])(?:"
    + "|".join(map(re.escape, sorted(_STATE, key=len, reverse=True)))
    + r")(?![\w])"
)
_BESIDE = re.compile(
    r"['’]?s?\s+(?:\w+\s+)?(?:polls?|survey|surveys|sample|institute|found|finds|asked|reports?|reported"
    r"|said|says|has|had)\b|\)|\.$",
    re.IGNORECASE,
)


def home(words: str) -> tuple[str, str, bool] | None:
    """The first house of a sentence that asks one public: its name, the state, whether only there.

    Parameters
    ----------
    words : str
        The sentence.

    Examples
    --------
    >>> home("By the count of the I.F.O.P., sixty percent were satisfied.")
    ('IFOP', 'FRA', True)
    """
    plain = re.sub(r"\b(?:[A-Z]\.){3,}", lambda m: m[0].replace(".", ""), words)
    for m in _ANY.finditer(plain):
        if m[0] in _COMMON and not _BESIDE.match(plain, m.end()):
            continue
        return m[0], _STATE[m[0]], m[0] not in _ABROAD
    return None

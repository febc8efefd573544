"""Citations and terms of use that several data sets share."""

from detente.data.cards import Citation

CITE = "Free download with citation; no open licence stated: not shipped, pull your own copy."
CITE_TWICE = (
    "Free download with two citations; no open licence stated: not shipped, pull your own copy."
)
NON_COMMERCIAL = (
    "Free for non-commercial use, as its authors state: not shipped, pull your own copy."
)
ARCHIGOS = Citation(
    key="goemans_2009",
    authors=("Goemans, Henk E.", "Gleditsch, Kristian Skrede", "Chiozza, Giacomo"),
    year=2009,
    title="Introducing Archigos: A Dataset of Political Leaders",
    journal="Journal of Peace Research",
    volume="46",
    pages="269-283",
    doi="10.1177/0022343308100719",
)
ATOP = Citation(
    key="leeds_2002",
    authors=(
        "Leeds, Brett Ashley",
        "Ritter, Jeffrey M.",
        "Mitchell, Sara McLaughlin",
        "Long, Andrew G.",
    ),
    year=2002,
    title="Alliance Treaty Obligations and Provisions, 1815-1944",
    journal="International Interactions",
    volume="28",
    pages="237-260",
    doi="10.1080/03050620213653",
)
COW_MID = Citation(
    key="palmer_2022",
    authors=(
        "Palmer, Glenn",
        "McManus, Roseanne W.",
        "D'Orazio, Vito",
        "Kenwick, Michael R.",
        "Karstens, Mikaela",
        "Bloch, Chase",
        "Dietrich, Nick",
        "Kahn, Kayla",
        "Ritter, Kellan",
        "Soules, Michael J.",
    ),
    year=2022,
    title="The MID5 Dataset, 2011-2014: Procedures, Coding Rules, and Description",
    journal="Conflict Management and Peace Science",
    volume="39",
    pages="470-482",
    doi="10.1177/0738894221995743",
)
COW_STATES = Citation(
    key="cow_states",
    authors=("{Correlates of War Project}",),
    year=2017,
    title="State System Membership List, v2016",
)
GDELT = Citation(
    key="leetaru_2013",
    authors=("Leetaru, Kalev", "Schrodt, Philip A."),
    year=2013,
    title="{GDELT}: Global Data on Events, Location, and Tone, 1979-2012",
)
ICEWS = Citation(
    key="boschee_2015",
    authors=(
        "Boschee, Elizabeth",
        "Lautenschlager, Jennifer",
        "O'Brien, Sean",
        "Shellman, Steve",
        "Starz, James",
        "Ward, Michael",
    ),
    year=2015,
    title="ICEWS Coded Event Data",
    journal="Harvard Dataverse",
    doi="10.7910/DVN/28075",
)
GML = Citation(
    key="gml_2016",
    authors=("Gibler, Douglas M.", "Miller, Steven V.", "Little, Erin K."),
    year=2016,
    title="An Analysis of the Militarized Interstate Dispute (MID) Dataset, 1816-2001",
    journal="International Studies Quarterly",
    volume="60",
    pages="719-730",
    doi="10.1093/isq/sqw045",
)
ICB = Citation(
    key="brecher_wilkenfeld_1997",
    authors=("Brecher, Michael", "Wilkenfeld, Jonathan"),
    year=1997,
    title="A Study of Crisis",
    journal="University of Michigan Press",
)
IGO = Citation(
    key="pevehouse_2020",
    authors=(
        "Pevehouse, Jon C. W.",
        "Nordstrom, Timothy",
        "McManus, Roseanne W.",
        "Jamison, Anne Spencer",
    ),
    year=2020,
    title=("Tracking Organizations in the World: The Correlates of War IGO Version 3.0 Datasets"),
    journal="Journal of Peace Research",
    volume="57",
    pages="492-503",
    doi="10.1177/0022343319881175",
)
LEEDS_ANAC = Citation(
    key="leeds_anac_2005",
    authors=("Leeds, Brett Ashley", "Anac, Sezi"),
    year=2005,
    title="Alliance Institutionalization and Alliance Performance",
    journal="International Interactions",
    volume="31",
    pages="183-202",
)
PEACE = Citation(
    key="diehl_2021",
    authors=("Diehl, Paul F.", "Goertz, Gary", "Gallegos, Yahve"),
    year=2021,
    title="Peace Data: Concept, Measurement, Patterns, and Research Agenda",
    journal="Conflict Management and Peace Science",
    volume="38",
    pages="605-624",
)
PEACESCIENCER = Citation(
    key="miller_2022",
    authors=("Miller, Steven V.",),
    year=2022,
    title="{peacesciencer}: An R Package for Quantitative Peace Science Research",
    journal="Conflict Management and Peace Science",
    volume="39",
    pages="755-779",
    doi="10.1177/07388942221077926",
)
REIGN = Citation(
    key="bell_2016",
    authors=("Bell, Curtis",),
    year=2016,
    title="The Rulers, Elections, and Irregular Governance ({REIGN}) Dataset",
    journal="One Earth Future Foundation",
)
TRADE = Citation(
    key="barbieri_2009",
    authors=("Barbieri, Katherine", "Keshk, Omar M. G.", "Pollins, Brian M."),
    year=2009,
    title="Trading Data: Evaluating Our Assumptions and Coding Rules",
    journal="Conflict Management and Peace Science",
    volume="26",
    pages="471-491",
    doi="10.1177/0738894209343887",
)
UN_IDEAL_POINTS = Citation(
    key="bailey_2017",
    authors=("Bailey, Michael A.", "Strezhnev, Anton", "Voeten, Erik"),
    year=2017,
    title="Estimating Dynamic State Preferences from United Nations Voting Data",
    journal="Journal of Conflict Resolution",
    volume="61",
    pages="430-456",
    doi="10.1177/0022002715595700",
)
UN_VOTES = Citation(
    key="voeten_2009",
    authors=("Voeten, Erik", "Strezhnev, Anton", "Bailey, Michael"),
    year=2009,
    title="United Nations General Assembly Voting Data",
    journal="Harvard Dataverse",
    doi="10.7910/DVN/LEJUQZ",
)

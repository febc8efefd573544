"""Leaders of states by date (Archigos 4.1)."""

from detente.data import repositories
from detente.data.cards import Form, Release, SourceCard, pinned
from detente.data.citations import ARCHIGOS, CITE
from detente.data.sql import Template, literal
from detente.registry import source

# Gleditsch-Ward codes of the states by the abbreviations of Archigos
_CODES = (
    "USA=2; CAN=20; BHM=31; CUB=40; HAI=41; DOM=42; JAM=51; TRI=52; BAR=53; MEX=70; "
    "BLZ=80; GUA=90; HON=91; SAL=92; NIC=93; COS=94; PAN=95; COL=100; VEN=101; GUY=110; "
    "SUR=115; ECU=130; PER=135; BRA=140; BOL=145; PAR=150; CHL=155; ARG=160; URU=165; "
    "UKG=200; IRE=205; NTH=210; BEL=211; LUX=212; FRN=220; SWZ=225; SPN=230; POR=235; "
    "BAV=245; GMY=255; GFR=260; GDR=265; POL=290; AUH=300; AUS=305; HUN=310; CZE=315; "
    "CZR=316; SLO=317; ITA=325; MLT=338; ALB=339; SER=340; MNG=341; MAC=343; CRO=344; "
    "YUG=345; BOS=346; KOS=347; SLV=349; GRC=350; CYP=352; BUL=355; MLD=359; RUM=360; "
    "RUS=365; EST=366; LAT=367; LIT=368; UKR=369; BLR=370; ARM=371; GRG=372; AZE=373; "
    "FIN=375; SWD=380; NOR=385; DEN=390; ICE=395; CAP=402; GNB=404; EQG=411; GAM=420; "
    "MLI=432; SEN=433; BEN=434; MAA=435; NIR=436; CDI=437; GUI=438; BFO=439; LBR=450; "
    "SIE=451; GHA=452; TOG=461; CAO=471; NIG=475; GAB=481; CEN=482; CHA=483; CON=484; "
    "DRC=490; UGA=500; KEN=501; TAZ=510; ZAN=511; BUI=516; RWA=517; SOM=520; DJI=522; "
    "ETH=530; ERI=531; ANG=540; MZM=541; ZAM=551; ZIM=552; MAW=553; SAF=560; TRA=563; "
    "OFS=564; NAM=565; LES=570; BOT=571; SWA=572; MAG=580; COM=581; MAS=590; MOR=600; "
    "ALG=615; TUN=616; LIB=620; SUD=625; SSD=626; IRN=630; TUR=640; IRQ=645; EGY=651; "
    "SYR=652; LEB=660; JOR=663; ISR=666; SAU=670; YEM=678; YPR=680; KUW=690; BAH=692; "
    "QAT=694; UAE=696; OMA=698; AFG=700; TKM=701; TAJ=702; KYR=703; UZB=704; KZK=705; "
    "CHN=710; TBT=711; MON=712; TAW=713; KOR=730; PRK=731; ROK=732; JPN=740; IND=750; "
    "BHU=760; PAK=770; BNG=771; MYA=775; SRI=780; MAD=781; NEP=790; THI=800; CAM=811; "
    "LAO=812; VNM=815; VIE=815; DRV=816; RVN=817; MAL=820; SIN=830; BRU=835; PHI=840; "
    "INS=850; ETM=860; AUL=900; PNG=910; NEW=920; SOL=940; FJI=950"
)
_CODED = Template("""
    SELECT * FROM raw LEFT JOIN (
      SELECT split_part(one, '=', 1) AS idacr, CAST(split_part(one, '=', 2) AS INTEGER) AS gwcode
      FROM (SELECT unnest(string_split({codes}, '; ')) AS one)
    ) USING (idacr)
""").fill(codes=literal(_CODES))

CARD = source(
    SourceCard(
        id="archigos",
        label="Leaders",
        producer="Goemans, Gleditsch and Chiozza",
        version="4.1",
        licence=CITE,
        read="2026-11-28",
        citation=ARCHIGOS,
        url="https://www.rochester.edu/college/faculty/hgoemans/data.htm",
        unit="leader in office",
        key=("obsid",),
        coverage=(1870, 2015),
        holds="From start to end date; 2015-12-31 may mean still in office.",
        published="2016",
        ends="Leaders by date are unknown here; reign-leaders has them by month to 2021.",
        file="archigos.parquet",
        columns={
            "obsid": "VARCHAR",
            "gwcode": "INTEGER",
            "leadid": "VARCHAR",
            "leader": "VARCHAR",
            "yrborn": "INTEGER",
            "gender": "VARCHAR",
            "startdate": "DATE",
            "enddate": "DATE",
            "entry": "VARCHAR",
            "exit": "VARCHAR",
            "exitcode": "VARCHAR",
        },
        forms=(
            Form(
                files=("Archigos_4.1*.dta",),
                columns={
                    "gwcode": "ccode",
                },
            ),
            Form(
                files=("archigos.rda",),
                addresses=(
                    pinned(
                        *repositories.PEACESCIENCER,
                        "data/archigos.rda",
                        "b58bb675856a11923b3906adf4360b61fe1be4cc30f29fda4c36ee38e69c991b",
                    ),
                ),
            ),
            Form(
                files=("Archigos_4.1_stata14.csv",),
                columns=dict.fromkeys(
                    ("leadid", "yrborn", "gender", "entry", "exit", "exitcode"), "NULL"
                ),
                sql=_CODED,
                encoding="latin-1",
                release=Release(
                    version="4.1, names and dates",
                    coverage=(1870, 2015),
                    rows=3409,
                    sha256="b1ffe91c074b4e4f1399382e838d6acd9bc458cd092e0609539d5c3a1ca01045",
                ),
            ),
        ),
        rows=3409,
        sha256="775da7b8277e13cfd4fcf2b4f917d1e656274c6bbe4cf903ca05ce786c275a9e",
        known="year(startdate)",
        later={
            "enddate": (
                "CASE WHEN year(enddate) > {cutoff} THEN DATE '2015-12-31' ELSE enddate END"
            ),
            "exit": 'CASE WHEN year(enddate) <= {cutoff} THEN "exit" END',
            "exitcode": "CASE WHEN year(enddate) <= {cutoff} THEN exitcode END",
        },
    )
)

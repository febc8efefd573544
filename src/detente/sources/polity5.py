"""Regime of states by year, with the states as Polity names them (Polity 5).

Polity has codes of its own: a state that changed its regime's territory or name has a new one
(``USR`` after ``RUS``, ``YGS`` after ``YUG``, ``SDN`` after ``SUD``), where the Correlates of War
keep theirs. `SAME` and `DATED` say which COW state a row means; in a year with two rows for one
state, that of the state at the end of the year counts. Polity's numbers (``ccode`` in its file)
agree with COW in most years only and are not read.
"""

from detente.data.cards import Address, Citation, Form, SourceCard
from detente.data.sql import Sql, Template, literal, tuples
from detente.registry import source

# Polity's code -> COW code, where one holds in all years
_SAME = """
    AFG 700 ALB 339 ALG 615 ANG 540 ARG 160 ARM 371 AUL 900 AZE 373 BAD 267 BAH 692 BAV 245
    BEL 211 BEN 434 BFO 439 BHU 760 BLR 370 BNG 771 BOL 145 BOS 346 BOT 571 BRA 140 BUI 516
    BUL 355 CAM 811 CAN 20 CAO 471 CAP 402 CEN 482 CHA 483 CHL 155 CHN 710 COL 100 COM 581
    CON 484 COS 94 CRO 344 CUB 40 CYP 352 CZE 315 CZR 316 DEN 390 DJI 522 DOM 42 ECU 130
    EGY 651 EQG 411 ERI 531 EST 366 ETM 860 FIN 375 FJI 950 FRN 220 GAB 481 GAM 420 GDR 265
    GFR 260 GHA 452 GMY 255 GNB 404 GRC 350 GRG 372 GUA 90 GUI 438 GUY 110 HAI 41 HON 91 HUN 310
    IND 750 INS 850 IRE 205 IRN 630 IRQ 645 ISR 666 IVO 437 JAM 51 JOR 663 JPN 740 KEN 501
    KOR 730 KOS 347 KUW 690 KYR 703 KZK 705 LAO 812 LAT 367 LBR 450 LEB 660 LES 570 LIB 620
    LIT 368 LUX 212 MAA 435 MAC 343 MAG 580 MAL 820 MAS 590 MAW 553 MEX 70 MLD 359 MLI 432
    MNT 341 MOD 332 MON 712 MOR 600 MYA 775 MZM 541 NAM 565 NEP 790 NEW 920 NIC 93 NIG 475
    NIR 436 NOR 385 NTH 210 OMA 698 PAN 95 PAP 327 PAR 150 PER 135 PHI 840 PMA 335 PNG 910
    POL 290 POR 235 PRK 731 QAT 694 ROK 732 RUM 360 RVN 817 RWA 517 SAF 560 SAL 92 SAU 670
    SAX 269 SEN 433 SIC 329 SIE 451 SIN 830 SLO 317 SLV 349 SOL 940 SOM 520 SPN 230 SRI 780
    SSU 626 SUR 115 SWA 572 SWD 380 SWZ 225 SYR 652 TAJ 702 TAW 713 TAZ 510 THI 800 TKM 701
    TOG 461 TRI 52 TUN 616 TUR 640 TUS 337 UAE 696 UGA 500 UKG 200 UKR 369 URU 165 USA 2
    UZB 704 VEN 101 WRT 271 YAR 678 YEM 679 YPR 680 ZAI 490 ZAM 551 ZIM 552
"""
SAME = {p: int(c) for p, c in zip(*[iter(_SAME.split())] * 2, strict=True)}
# Polity's code, first and last year, COW code
DATED = (
    ("AUS", 1800, 1918, 300),  # Austria, Austria-Hungary to its end in November 1918
    ("AUS", 1919, 9999, 305),  # the republic
    ("RUS", 1800, 1921, 365),
    ("USR", 1922, 1991, 365),  # founded on 30 December 1922
    ("RUS", 1992, 9999, 365),
    ("SER", 1830, 1920, 345),  # COW: one state, Serbia and Yugoslavia
    ("YUG", 1921, 1990, 345),
    ("YGS", 1991, 2005, 345),  # Polity's row of the federation that Slovenia and Croatia had left
    ("SER", 2006, 9999, 345),  # Montenegro left in June 2006
    ("DRV", 1954, 1975, 816),
    ("VIE", 1976, 9999, 816),
    ("SUD", 1956, 2010, 625),
    ("SDN", 2011, 9999, 625),  # South Sudan left in July 2011
    ("ETH", 1855, 1992, 530),
    ("ETI", 1993, 9999, 530),  # Eritrea left in May 1993
    ("PKS", 1947, 1971, 770),  # with East Pakistan
    ("PAK", 1972, 9999, 770),
    ("SAR", 1815, 1860, 325),  # COW: one state, Sardinia and Italy
    ("ITA", 1861, 9999, 325),
)
# neither is in the COW system; Polity has Gran Colombia to 1832, COW Colombia from 1831
NOT_COW = ("GCL", "OFS", "UPC")


def _mapped() -> Sql:
    spans = [(p, 0, 9999, c) for p, c in SAME.items()] + list(DATED)
    rows = tuples((literal(p), first, last, c) for p, first, last, c in spans)
    return Template("""
    SELECT raw.*, span.cow FROM raw
    LEFT JOIN (VALUES {rows}) span(code, first, last, cow)
      ON raw.scode = span.code AND CAST(raw.year AS INTEGER) BETWEEN span.first AND span.last
    """).fill(rows=rows)


CARD = source(
    SourceCard(
        id="polity5",
        label="Polity 5",
        producer="Center for Systemic Peace",
        version="2018",
        licence="Non-commercial research with citation: not shipped.",
        licence_from_memory=True,
        read="2026-11-28",
        citation=Citation(
            key="marshall_gurr_2020",
            authors=("Marshall, Monty G.", "Gurr, Ted Robert"),
            year=2020,
            title="Polity5: Political Regime Characteristics and Transitions, 1800-2018",
            journal="Center for Systemic Peace",
        ),
        url="https://www.systemicpeace.org/inscrdata.html",
        unit="state-year in Polity's codes",
        key=("scode", "year"),
        signed=frozenset({"polity2"}),
        coverage=(1800, 2018),
        holds="polity2 on 31 December; the United States to 2020.",
        published="in spring after the year; ended with 2018",
        ends=(
            "polity2 is unknown, and with it the lens regime-distance and the covariate of "
            "regime change; the measure regime-continued goes on with V-Dem to 2025, marked."
        ),
        file="polity5.parquet",
        columns={
            "scode": "VARCHAR",
            "country": "VARCHAR",
            "year": "INTEGER",
            "polity2": "INTEGER",
            "ccode": "INTEGER",  # COW's, by the tables above; none: no COW state of its own
        },
        forms=(
            Form(
                files=("p5v2018.csv", "p5v2018.xls"),
                addresses=(Address(url="https://www.systemicpeace.org/inscr/p5v2018.xls"),),
                columns={"ccode": "cow"},
                missing=("", "NA", ".", "-66", "-77", "-88"),  # Belgium 1830 is -88 in polity2
                sql=_mapped(),
            ),
        ),
        rows=17574,
        sha256="9d7555804f518eec8e56347fb6458970c5171b36cb4e1617d2de1d6896d28483",
        lag=1,
        hindsight="Coders of 2018 revised earlier years.",
    )
)

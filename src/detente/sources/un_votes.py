"""Votes of states in the UN General Assembly."""

from detente.data import repositories
from detente.data.cards import Form, SourceCard, pinned
from detente.data.citations import UN_VOTES
from detente.data.sql import Template, literal
from detente.registry import source

# the states that have voted, by their names in the R package unvotes; each has one COW code
_CODES = (
    "United States=2; Canada=20; Bahamas=31; Cuba=40; Haiti=41; Dominican Republic=42; "
    "Jamaica=51; Trinidad & Tobago=52; Barbados=53; Dominica=54; Grenada=55; St. Lucia=56; "
    "St. Vincent & Grenadines=57; Antigua & Barbuda=58; St. Kitts & Nevis=60; Mexico=70; "
    "Belize=80; Guatemala=90; Honduras=91; El Salvador=92; Nicaragua=93; Costa Rica=94; "
    "Panama=95; Colombia=100; Venezuela=101; Guyana=110; Suriname=115; Ecuador=130; "
    "Peru=135; Brazil=140; Bolivia=145; Paraguay=150; Chile=155; Argentina=160; "
    "Uruguay=165; United Kingdom=200; Ireland=205; Netherlands=210; Belgium=211; "
    "Luxembourg=212; France=220; Monaco=221; Liechtenstein=223; Switzerland=225; "
    "Spain=230; Andorra=232; Portugal=235; Germany=255; Federal Republic of Germany=260; "
    "German Democratic Republic=265; Poland=290; Austria=305; Hungary=310; "
    "Czechoslovakia=315; Czechia=316; Slovakia=317; Italy=325; San Marino=331; Malta=338; "
    "Albania=339; Montenegro=341; North Macedonia=343; Croatia=344; Yugoslavia=345; "
    "Bosnia & Herzegovina=346; Slovenia=349; Greece=350; Cyprus=352; Bulgaria=355; "
    "Moldova=359; Romania=360; Russia=365; Estonia=366; Latvia=367; Lithuania=368; "
    "Ukraine=369; Belarus=370; Armenia=371; Georgia=372; Azerbaijan=373; Finland=375; "
    "Sweden=380; Norway=385; Denmark=390; Iceland=395; Cape Verde=402; "
    "São Tomé & Príncipe=403; Guinea-Bissau=404; Equatorial Guinea=411; Gambia=420; "
    "Mali=432; Senegal=433; Benin=434; Mauritania=435; Niger=436; Côte d’Ivoire=437; "
    "Guinea=438; Burkina Faso=439; Liberia=450; Sierra Leone=451; Ghana=452; Togo=461; "
    "Cameroon=471; Nigeria=475; Gabon=481; Central African Republic=482; Chad=483; "
    "Congo - Brazzaville=484; Congo - Kinshasa=490; Uganda=500; Kenya=501; Tanzania=510; "
    "Zanzibar=511; Burundi=516; Rwanda=517; Somalia=520; Djibouti=522; Ethiopia=530; "
    "Eritrea=531; Angola=540; Mozambique=541; Zambia=551; Zimbabwe=552; Malawi=553; "
    "South Africa=560; Namibia=565; Lesotho=570; Botswana=571; Eswatini=572; "
    "Madagascar=580; Comoros=581; Mauritius=590; Seychelles=591; Morocco=600; Algeria=615; "
    "Tunisia=616; Libya=620; Sudan=625; South Sudan=626; Iran=630; Turkey=640; Iraq=645; "
    "Egypt=651; Syria=652; Lebanon=660; Jordan=663; Israel=666; Saudi Arabia=670; "
    "Yemen Arab Republic=678; Yemen=679; Yemen People's Republic=680; Kuwait=690; "
    "Bahrain=692; Qatar=694; United Arab Emirates=696; Oman=698; Afghanistan=700; "
    "Turkmenistan=701; Tajikistan=702; Kyrgyzstan=703; Uzbekistan=704; Kazakhstan=705; "
    "China=710; Mongolia=712; Taiwan=713; North Korea=731; South Korea=732; Japan=740; "
    "India=750; Bhutan=760; Pakistan=770; Bangladesh=771; Myanmar (Burma)=775; "
    "Sri Lanka=780; Maldives=781; Nepal=790; Thailand=800; Cambodia=811; Laos=812; "
    "Vietnam=816; Malaysia=820; Singapore=830; Brunei=835; Philippines=840; Indonesia=850; "
    "Timor-Leste=860; Australia=900; Papua New Guinea=910; New Zealand=920; Vanuatu=935; "
    "Solomon Islands=940; Kiribati=946; Tuvalu=947; Fiji=950; Tonga=955; Nauru=970; "
    "Marshall Islands=983; Palau=986; Micronesia (Federated States of)=987; Samoa=990"
)
BALLOTS = Template("""
    SELECT rcid, ccode, CASE vote WHEN 'yes' THEN 1 WHEN 'abstain' THEN 2 WHEN 'no' THEN 3 END
      AS vote
    FROM raw LEFT JOIN (
      SELECT split_part(one, '=', 1) AS country, CAST(split_part(one, '=', 2) AS INTEGER) AS ccode
      FROM (SELECT unnest(string_split({codes}, '; ')) AS one)
    ) USING (country)
""").fill(codes=literal(_CODES))
FILE = "un_votes.rda"
ADDRESS = pinned(
    *repositories.UNVOTES,
    "data/un_votes.rda",
    "cf814a48bc536e8f87f8e027942ac515fe6aae9d63cd71dd88ed718b14887e87",
)

CARD = source(
    SourceCard(
        id="un-votes",
        label="UN votes",
        producer="Voeten, Strezhnev and Bailey",
        version="2021-02",
        licence="CC0 1.0, as stated by a third party: not shipped, pull your own copy.",
        licence_id="CC0-1.0",
        read="2026-11-24",
        citation=UN_VOTES,
        url="https://doi.org/10.7910/DVN/LEJUQZ",
        unit="state and roll call",
        key=("rcid", "ccode"),
        coverage=(1946, 2019),
        holds="On the date of the roll call: 1 yes, 2 abstain, 3 no; absence has no row.",
        published="February 2021",
        ends=(
            "The measure un-agreement is unknown for all pairs but those of un-agreement-six, "
            "to 2023, and for the year 2025."
        ),
        file="un_votes.parquet",
        columns={
            "rcid": "INTEGER",
            "ccode": "INTEGER",
            "vote": "INTEGER",
        },
        forms=(Form(files=(FILE,), addresses=(ADDRESS,), sql=BALLOTS),),
        rows=870109,
        sha256="5eb5e32c88707dfabe3782b0684eb417b8d4bd22cee15ac98a3a27d3e4b34a8a",
        # no date of its own: join it to un-roll-calls, which is cut by date
        known="1946",
    )
)

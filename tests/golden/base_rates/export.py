"""Dump the Parquet tables that base_rates.R needs to CSV.

usage: python export.py PARQUET_DIR CSV_DIR      (needs duckdb)

The CSVs hold third-party data: write them to a temporary directory, never commit them.
"""

import sys
from pathlib import Path

import duckdb

TABLES = {
    "atop51_alliance": "atopid, begyr, begmo, begday, endyr, endmo, endday, ineffect, bilat, term, "
    "defense, offense, neutral, nonagg, consul, specthrt, mem1, mem2, mem3",
    "atop51_member": "atopid, member, yrent, phase",
    "tss_rivalries": 'tssr_id, ccode1, ccode2, start, "end"',
    "cow_majors": "ccode, styear, endyear",
    "cow_states": "ccode, styear, stmonth, stday, endyear, endmonth, endday",
    "gml_mid_dispute_dyadyear": "dispnum, ccode1, ccode2, year, midonset, sidea1, orig1, orig2, "
    "hostlev, hostlev1, hostlev2, fatality1, fatality2",
}


def main(source: str, target: str) -> None:
    out = Path(target)
    out.mkdir(parents=True, exist_ok=True)
    con = duckdb.connect()
    for table, columns in TABLES.items():
        rel = con.read_parquet(str(Path(source) / f"{table}.parquet")).project(columns)
        rel.write_csv(str(out / f"{table}.csv"), header=True)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2])

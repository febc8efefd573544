"""Turn the Parquet files that panel.R needs into CSV. Usage: export_panel.py PARQUET_DIR CSV_DIR

CSV_DIR must be a temporary folder: the data are third-party and never enter the repository.
float32 columns are widened to double first, so that R reads exactly the stored value.
"""

import sys
from pathlib import Path

import duckdb

FILES = {
    "cow_states": "*",
    "cow_majors": "*",
    "cow_contiguity": "*",
    "gml_mid_dyadyear": "dispnum, ccode1, ccode2, year, gmlmidongoing, gmlmidonset",
    "cow_mid_dyadyear": "dispnum, ccode1, ccode2, year, cowmidongoing, cowmidonset",
    "atop51_directed_dyadyear": "*",
    "atop51_sscore_dyadyear": "*",
    "tss_rivalries": 'tssr_id, ccode1, ccode2, "start", "end"',
    "td_rivalries": "rivalryno, ccode1, ccode2, styear, endyear",
    "nmc": "*",
    "cow_igo_dyadyear": "*",
    "democracy_stateyear": "ccode, year, polity2, v2x_polyarchy",
    "cow_trade_dyadyear": "ccode1, ccode2, year, flow1, flow2",
    "cow_mindist_dyadyear": "*",
    "un_idealpoints_2025": "ccode, year, idealpointall",
    "un_votes": "*",
    "un_roll_calls": "rcid, session, date",
    "un_agreement_dyadyear": "*",
}


def main(source, target):
    target.mkdir(parents=True, exist_ok=True)
    db = duckdb.connect()
    for name, columns in FILES.items():
        path = source / f"{name}.parquet"
        kinds = db.execute(f"describe select {columns} from '{path}'").fetchall()
        picks = ", ".join(
            f'"{k[0]}"::double as "{k[0]}"' if k[1] == "FLOAT" else f'"{k[0]}"' for k in kinds
        )
        db.execute(
            f"copy (select {picks} from '{path}') to '{target / (name + '.csv')}' (header, delimiter ',')"
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))

"""maplib over the CSV, in the environment of the peers: `python -m bench.peers.ottr FOLDER`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from bench.probe import measured, pin

TEMPLATES = Path(__file__).parent / "mapping.stottr"
ID, TERM = "https://w3id.org/kgbuild/id/", "https://w3id.org/kgbuild/ontology#"
IRIS = {
    "undertakings": {"id": ID, "kind": TERM, "part_of": ID},
    "goals": {"id": ID, "owner": ID, "relation": TERM},
    "indicators": {"id": ID, "owner": ID, "category": f"{ID}category-"},
    "values": {"id": ID, "indicator": ID, "role": TERM, "class": TERM, "kind": TERM, "comparator": TERM},
    "fundings": {"id": ID, "owner": ID, "source": TERM},
}
INTEGERS, DECIMALS, DATES = ("ordinal", "group"), ("number", "upper", "amount"), ("date",)


def main(folder: str) -> None:
    """Columns to IRIs with polars, templates expanded, N-Triples written to a file."""
    pin()
    import polars
    from maplib import Model

    def work() -> dict[str, Any]:
        model = Model()
        model.add_template(TEMPLATES.read_text("utf-8"))
        for name, iris in IRIS.items():
            table = polars.read_csv(Path(folder, f"{name}.csv"), infer_schema=False)
            columns = [(polars.lit(base) + polars.col(column)).alias(column) for column, base in iris.items()]
            columns += [polars.col(one).cast(polars.Int64) for one in INTEGERS if one in table.columns]
            columns += [polars.col(one).cast(polars.Decimal(38, 12)) for one in DECIMALS if one in table.columns]
            columns += [polars.col(one).str.to_date() for one in DATES if one in table.columns]
            model.map(f"urn:bench:{name}", table.with_columns(columns))
        out = Path(folder, "maplib.nt")
        model.write(str(out), format="ntriples")
        with out.open("rb") as file:
            return {"triples": sum(1 for _ in file)}

    measured(work)


if __name__ == "__main__":
    main(sys.argv[1])

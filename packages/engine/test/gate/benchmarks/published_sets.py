"""Prints the statements of TPC-H, TPC-DS and ClickBench as their packages hold them, and generates the tables of the first two.

usage: published_sets.py FILE SCALE    makes the schemas tpch and tpcds in FILE, a database
"""

import importlib.util
import json
import sys
from pathlib import Path

import duckdb
import yaml


def package_folder(name):
    return Path(importlib.util.find_spec(name).submodule_search_locations[0])


def tpc(connection, name, generator, scale):
    """Loads the extension from its package; it is signed and of this version of the engine."""
    package = package_folder(f"duckdb_extension_{name}")
    connection.execute(f"LOAD '{package}/extensions/v{duckdb.__version__}/{name}.duckdb_extension'")
    connection.execute(f"CREATE SCHEMA {name}")
    connection.execute(f"CALL {generator}(sf = {scale}, schema = '{name}')")
    statements = connection.execute(f"SELECT query FROM {name}_queries() ORDER BY query_nr").fetchall()
    return [sql for (sql,) in statements]


def clickbench():
    """One file of the package; importing all of it takes what it brings."""
    folder = package_folder("benchbox") / "core" / "clickbench"
    spec = importlib.util.spec_from_file_location("clickbench_queries", folder / "queries.py")
    queries = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(queries)
    table = yaml.safe_load((folder / "schema_specs.yaml").read_text())["hits_table"]
    statements = queries.ClickBenchQueryManager().get_all_queries()
    columns = [{"name": column["name"], "type": column["type"]} for column in table["columns"]]
    return {"statements": list(statements.values()), "columns": columns}


file, scale = sys.argv[1:]
with duckdb.connect(file) as connection:
    sets = {
        "tpch": tpc(connection, "tpch", "dbgen", scale),
        "tpcds": tpc(connection, "tpcds", "dsdgen", scale),
        "clickbench": clickbench(),
    }
print(json.dumps(sets))

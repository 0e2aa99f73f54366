"""
What the published sample does when a run has ended, by awswrangler: makes the table from the file's types, and registers the
day under the path that it builds from the destination, without the flow's name. Prints nothing.
"""
import json
import sys

import awswrangler as wr

asked = json.load(sys.stdin)
destination, folder, day = asked["destination"], asked["folder"], asked["day"]
columns, _ = wr.s3.read_parquet_metadata(path=folder)
wr.catalog.create_parquet_table(
    database=asked["database"],
    table=asked["table"],
    path=asked["flowFolder"],
    columns_types=columns,
    partitions_types={"load_date": "string"},
)
wr.catalog.add_parquet_partitions(
    database=asked["database"],
    table=asked["table"],
    partitions_values={f"{destination}/{day[:4]}/{day[4:6]}/{day[6:]}": [day]},
)

"""Reads a registered table as awswrangler and boto3 do; prints what they see."""
import json
import sys

import awswrangler as wr
import boto3

database, table = sys.argv[1:]
columns = wr.catalog.table(database=database, table=table)
pages = boto3.client("glue").get_paginator("get_partitions")
found = [
    partition
    for page in pages.paginate(DatabaseName=database, TableName=table)
    for partition in page["Partitions"]
]
rows = {}
for partition in found:
    location = partition["StorageDescriptor"]["Location"]
    files = wr.s3.list_objects(location)
    rows[partition["Values"][0]] = (
        wr.s3.read_parquet(path=location).sort_values("Id")["Id"].tolist() if files else []
    )
types = wr.catalog.get_table_types(database=database, table=table)
seen = {
    "columns": columns[["Column Name", "Type", "Partition", "Comment"]].values.tolist(),
    "types": types,
    "partitions": wr.catalog.get_parquet_partitions(database=database, table=table),
    "rows": rows,
}
print(json.dumps(seen, default=str))

"""Loads one Salesforce object with dlt from Bulk 2.0 result pages, as a user of dlt would write it who wants speed: each
page is parsed by pyarrow and handed to dlt as an Arrow table. Argument: JSON as for dlt_rest.py, with pageRows."""

import io
import json
import sys
import time

import dlt
import pyarrow
import pyarrow.csv
import requests

settings = json.loads(sys.argv[1])
types = {
    "text": pyarrow.string(),
    "bool": pyarrow.bool_(),
    "bigint": pyarrow.int64(),
    "double": pyarrow.float64(),
    "date": pyarrow.date32(),
    "timestamp": pyarrow.timestamp("us", tz="UTC"),
}


def pages():
    """Arrow tables, a page of the job's result each."""
    session = requests.Session()
    session.headers["Authorization"] = "Bearer " + settings["token"]
    jobs = settings["url"] + "/services/data/v62.0/jobs/query"
    query = "SELECT " + ", ".join(settings["columns"]) + " FROM " + settings["object"]
    reply = session.post(jobs, json={"operation": "query", "query": query})
    reply.raise_for_status()
    job = jobs + "/" + reply.json()["id"]
    while session.get(job).json()["state"] != "JobComplete":
        time.sleep(0.05)
    convert = pyarrow.csv.ConvertOptions(
        column_types={name: types[kind] for name, kind in settings["columns"].items()},
        strings_can_be_null=True,
    )
    parse = pyarrow.csv.ParseOptions(newlines_in_values=True)
    locator = ""
    while locator != "null":
        params = {"maxRecords": settings["pageRows"]}
        if locator:
            params["locator"] = locator
        page = session.get(job + "/results", params=params)
        page.raise_for_status()
        locator = page.headers["Sforce-Locator"]
        yield pyarrow.csv.read_csv(
            io.BytesIO(page.content), parse_options=parse, convert_options=convert
        )


if __name__ == "__main__":
    table = settings["object"].lower()
    pipeline = dlt.pipeline(
        pipeline_name="bench",
        pipelines_dir=settings["target"] + "/pipelines",
        destination=dlt.destinations.filesystem(bucket_url="file://" + settings["target"] + "/lake"),
        dataset_name="bench",
    )
    resource = dlt.resource(pages, name=table, parallelized=True)
    pipeline.run(resource, loader_file_format="parquet")
    counts = pipeline.last_trace.last_normalize_info.row_counts
    print(json.dumps({"rows": counts[table]}))

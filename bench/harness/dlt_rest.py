"""Loads one Salesforce object with dlt's rest_api source into Parquet files on this disk. Argument: JSON of url, token,
object, fields, target. The settings are those of dlt's performance guide; see RESULTS.md for what each does."""

import json
import sys

settings = json.loads(sys.argv[1])

import dlt
from dlt.sources.rest_api import rest_api_source


def drop_attributes(record):
    """The link to itself that each record carries: no column of the object."""
    record.pop("attributes", None)
    return record


if __name__ == "__main__":
    source = rest_api_source(
        {
            "client": {
                "base_url": settings["url"] + "/services/data/v62.0/",
                "auth": {"type": "bearer", "token": settings["token"]},
                "headers": {"Sforce-Query-Options": "batchSize=2000"},
                "paginator": {"type": "json_link", "next_url_path": "nextRecordsUrl"},
            },
            "resources": [
                {
                    "name": settings["object"].lower(),
                    "parallelized": True,
                    "max_table_nesting": 0,
                    "columns": {
                        name: {"name": name, "data_type": kind, "nullable": True}
                        for name, kind in settings["columns"].items()
                    },
                    "endpoint": {
                        "path": "query",
                        "params": {
                            "q": "SELECT "
                            + ", ".join(settings["columns"])
                            + " FROM "
                            + settings["object"]
                        },
                        "data_selector": "records",
                    },
                    "processing_steps": [{"map": drop_attributes}],
                }
            ],
        }
    )
    pipeline = dlt.pipeline(
        pipeline_name="bench",
        pipelines_dir=settings["target"] + "/pipelines",
        destination=dlt.destinations.filesystem(bucket_url="file://" + settings["target"] + "/lake"),
        dataset_name="bench",
    )
    pipeline.run(source, loader_file_format="parquet")
    counts = pipeline.last_trace.last_normalize_info.row_counts
    print(json.dumps({"rows": counts[settings["object"].lower()]}))

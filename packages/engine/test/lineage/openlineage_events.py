"""Reads OpenLineage run events, one a line, as OpenLineage's own client does; fails for one that it would not send."""

import json
import sys

from openlineage.client.event_v2 import InputDataset, Job, OutputDataset, Run, RunEvent, RunState
from openlineage.client.generated.parent_run import Job as ParentJob
from openlineage.client.generated.parent_run import ParentRunFacet
from openlineage.client.generated.parent_run import Run as ParentRun
from openlineage.client.serde import Serde

count = 0
for line in sys.stdin:
    event = json.loads(line)
    run = event["run"]
    facets = {}
    for name, facet in run.get("facets", {}).items():
        if name != "parent":
            continue
        parent = ParentRunFacet(ParentRun(**facet["run"]), ParentJob(**facet["job"]))
        assert facet["_schemaURL"] == parent._get_schema(), facet["_schemaURL"]
        facets[name] = parent
    schema = event.pop("schemaURL")
    known = RunEvent(
        eventType=RunState[event.pop("eventType")],
        run=Run(run["runId"], facets),
        job=Job(**event.pop("job")),
        inputs=[InputDataset(**each) for each in event.pop("inputs")],
        outputs=[OutputDataset(**each) for each in event.pop("outputs")],
        **{key: event[key] for key in event if key != "run"},
    )
    assert schema == known.schemaURL, (schema, known.schemaURL)
    Serde.to_json(known)
    count += 1
print(count)

"""Asks AppFlow as boto3 does, and checks that an answer has no member but those of the API's model."""
import json
import sys
from urllib.request import Request, urlopen

import boto3

endpoint = sys.argv[1]
appflow = boto3.client("appflow", endpoint_url=endpoint)


def check(operation, path, asked, parsed):
    body = json.dumps(asked).encode()
    with urlopen(Request(endpoint + path, body, {"Content-Type": "application/json"})) as answer:
        raw = json.load(answer)
    hold(raw, appflow.meta.service_model.operation_model(operation).output_shape, operation)
    print(json.dumps(parsed, default=str))


def hold(value, shape, where):
    if shape.type_name == "structure":
        extra = set(value) - set(shape.members)
        missing = set(shape.required_members) - set(value)
        assert not extra and not missing, f"{where}: {extra} {missing}"
        for key, part in value.items():
            hold(part, shape.members[key], f"{where}.{key}")
    elif shape.type_name == "list":
        for part in value:
            hold(part, shape.member, where)
    elif getattr(shape, "enum", None):
        assert value in shape.enum, f"{where}: {value}"


entity = {"connectorEntityName": "Account", "connectorType": "Salesforce"}
fields = appflow.describe_connector_entity(**entity)["connectorEntityFields"]
check("DescribeConnectorEntity", "/describe-connector-entity", entity, fields)
first = appflow.describe_flow_execution_records(flowName="f", maxResults=1)
rest = appflow.describe_flow_execution_records(flowName="f", maxResults=1, nextToken=first["nextToken"])
runs = first["flowExecutions"] + rest["flowExecutions"]
check(
    "DescribeFlowExecutionRecords",
    "/describe-flow-execution-records",
    {"flowName": "f", "maxResults": 1},
    [[run["executionId"], run["executionStatus"], run["startedAt"].timestamp()] for run in runs],
)
try:
    appflow.describe_flow_execution_records(flowName="none")
except appflow.exceptions.ResourceNotFoundException as error:
    print(json.dumps(error.response["Error"]["Code"]))

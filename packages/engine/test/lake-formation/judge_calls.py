"""Holds recorded calls of a service, Lake Formation unless one is named, JSON on stdin, against botocore's model of the service; prints what does not fit."""
import json
import sys

import botocore.session
from botocore.validate import ParamValidator

model = botocore.session.get_session().get_service_model((sys.argv[1:] or ["lakeformation"])[0])
validator = ParamValidator()
for call in json.load(sys.stdin):
    operation = model.operation_model(call["operation"])
    for part, shape in (("request", operation.input_shape), ("response", operation.output_shape)):
        if shape is None:
            continue
        report = validator.validate(call[part], shape)
        known = set(shape.members)
        unknown = sorted(set(call[part]) - known)
        if report.has_errors() or unknown:
            print(call["operation"], part, report.generate_report(), unknown)

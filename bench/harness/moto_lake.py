"""
A lake in moto on loopback, and the one call of AppFlow that registering makes. First prints its addresses as JSON; then, for
each line on stdin, forgets everything, puts one Parquet file where a run of the flow leaves it, and prints "ready".
"""
import json
import logging
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.request import Request, urlopen

import boto3
from moto.server import ThreadedMotoServer

settings = json.loads(sys.argv[1])
fields = [
    {
        "identifier": field["name"],
        "label": field["name"],
        "supportedFieldTypeDetails": {"v1": {"fieldType": field["type"], "filterOperators": []}},
    }
    for field in settings["fields"]
]


class AppFlow(BaseHTTPRequestHandler):
    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        body = json.dumps({"connectorEntityFields": fields}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


logging.getLogger("werkzeug").setLevel(logging.ERROR)
moto = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
moto.start()
endpoint = f"http://127.0.0.1:{moto.get_host_and_port()[1]}"
appflow = ThreadingHTTPServer(("127.0.0.1", 0), AppFlow)
Thread(target=appflow.serve_forever, daemon=True).start()
print(json.dumps({"moto": endpoint, "appflow": f"http://127.0.0.1:{appflow.server_port}"}), flush=True)

client = {
    "endpoint_url": endpoint,
    "region_name": settings["region"],
    "aws_access_key_id": "test",
    "aws_secret_access_key": "test",
}
s3, glue = boto3.client("s3", **client), boto3.client("glue", **client)
with open(settings["file"], "rb") as file:
    parquet = file.read()
for _ in sys.stdin:
    urlopen(Request(f"{endpoint}/moto-api/reset", method="POST")).close()
    s3.create_bucket(
        Bucket=settings["bucket"],
        CreateBucketConfiguration={"LocationConstraint": settings["region"]},
    )
    s3.put_object(Bucket=settings["bucket"], Key=settings["key"], Body=parquet)
    glue.create_database(DatabaseInput={"Name": settings["database"]})
    print("ready", flush=True)

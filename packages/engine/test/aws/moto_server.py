"""
Serves moto on a free loopback port, says which on stdout, and ends when stdin closes.

Where moto's Glue is laxer than the service, it is held to what the service does:
- UpdateTable fails with ConcurrentModificationException if the table is no longer at VersionId (API reference of
  UpdateTable; Apache Iceberg's Glue catalog builds its commits on it). moto takes no notice of VersionId.
- CreatePartition fails with InvalidInputException if there are not as many values as partition keys.
- Lists come in pages. moto gives everything at once, so that a client that forgets NextToken would pass.
"""
import logging
import sys
from threading import Lock

from moto.core.exceptions import JsonRESTError
from moto.core.responses import ActionResult
from moto.glue.models import GlueBackend
from moto.glue.responses import GlueResponse
from moto.server import ThreadedMotoServer

PAGE = 2
lock = Lock()
lax_update_table = GlueResponse.update_table
lax_create_partition = GlueResponse.create_partition


def update_table(self):
    database, table = self.parameters["DatabaseName"], self.parameters["TableInput"]["Name"]
    with lock:
        present = self.glue_backend.get_table(database, table).as_dict()["VersionId"]
        if self.parameters.get("VersionId", present) != present:
            raise JsonRESTError(
                "ConcurrentModificationException",
                "Update table failed due to concurrent modifications.",
            )
        return lax_update_table(self)


def create_partition(self):
    database, table = self.parameters["DatabaseName"], self.parameters["TableName"]
    keys = self.glue_backend.get_table(database, table).as_dict().get("PartitionKeys", [])
    if len(keys) != len(self.parameters["PartitionInput"].get("Values", [])):
        raise JsonRESTError(
            "InvalidInputException",
            "The number of partition keys do not match the number of partition values",
        )
    with lock:
        return lax_create_partition(self)


def in_pages(action, key):
    def page(self):
        whole = action(self)._result[key]
        start = int(self.parameters.get("NextToken") or 0)
        end = start + PAGE
        token = {"NextToken": str(end)} if end < len(whole) else {}
        return ActionResult({key: whole[start:end], **token})

    return page


GlueResponse.update_table = update_table
GlueResponse.create_partition = create_partition
GlueResponse.get_partitions = in_pages(GlueResponse.get_partitions, "Partitions")
GlueResponse.get_tables = in_pages(GlueResponse.get_tables, "TableList")
GlueResponse.get_databases = in_pages(GlueResponse.get_databases, "DatabaseList")

logging.getLogger("werkzeug").setLevel(logging.ERROR)
server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
server.start()
print(server.get_host_and_port()[1], flush=True)
sys.stdin.read()

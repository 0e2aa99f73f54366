"""Uses the sandbox as simple-salesforce users do; prints one line for each thing that worked.

Run by simple-salesforce.engine.test.ts with the environment SANDBOX_URL, SANDBOX_CA, SANDBOX_CLIENT_ID,
SANDBOX_CLIENT_SECRET. Any failure is an AssertionError or the client's own exception.
"""

import csv
import io
import os
import tempfile

import requests
from simple_salesforce import Salesforce, SalesforceMalformedRequest
from simple_salesforce.exceptions import SalesforceResourceNotFound

VERSION = "60.0"


def main() -> None:
    session = requests.Session()
    session.verify = os.environ["SANDBOX_CA"]
    session.trust_env = False
    client = connect(session)
    total = check_queries(client)
    check_describe(client)
    check_bulk(client, total)
    check_errors(client)


def connect(session: requests.Session) -> Salesforce:
    url = os.environ["SANDBOX_URL"]
    form = {
        "grant_type": "client_credentials",
        "client_id": os.environ["SANDBOX_CLIENT_ID"],
        "client_secret": os.environ["SANDBOX_CLIENT_SECRET"],
    }
    token = session.post(f"{url}/services/oauth2/token", data=form, timeout=30).json()
    client = Salesforce(
        instance_url=token["instance_url"],
        session_id=token["access_token"],
        session=session,
        version=VERSION,
    )
    print("ok token")
    return client


def check_queries(client: Salesforce) -> int:
    total = client.query("SELECT COUNT() FROM Account")["totalSize"]
    first = client.query("SELECT Id, Name, CreatedDate, AnnualRevenue FROM Account")
    assert len(first["records"]) == 2000 and first["done"] is False
    assert first["totalSize"] == total
    second = client.query_more(first["nextRecordsUrl"], identifier_is_url=True)
    assert first["records"][0]["Id"] != second["records"][0]["Id"]
    print("ok query_more")
    ids = {record["Id"] for record in client.query_all_iter("SELECT Id FROM Account")}
    assert len(ids) == total, (len(ids), total)
    print("ok query_all_iter")
    nested = client.query("SELECT Name, Owner.Name, BillingAddress FROM Account LIMIT 1")["records"][0]
    assert nested["Owner"]["attributes"]["type"] == "User"
    assert set(nested["BillingAddress"]) >= {"city", "street", "postalCode"}
    print("ok nested")
    assert client.api_usage["api-usage"].total == 1_000_000
    print("ok api usage")
    return total


def check_describe(client: Salesforce) -> None:
    names = {sobject["name"] for sobject in client.describe()["sobjects"]}
    assert {"Account", "Contact", "User"} <= names
    description = client.Account.describe()
    fields = {field["name"]: field for field in description["fields"]}
    assert fields["Id"]["type"] == "id" and fields["Id"]["idLookup"] is True
    one = client.query("SELECT Id FROM Account LIMIT 1")["records"][0]["Id"]
    assert client.Account.get(one)["Id"] == one
    print("ok describe")


def check_bulk(client: Salesforce, total: int) -> None:
    soql = "SELECT Id, Name, Description, CreatedDate FROM Account"
    pages = list(client.bulk2.Account.query(soql, max_records=1000))
    rows = [row for page in pages for row in csv.DictReader(io.StringIO(page))]
    assert len(pages) == -(-total // 1000), len(pages)
    assert len({row["Id"] for row in rows}) == total, len(rows)
    print("ok bulk query")
    with tempfile.TemporaryDirectory() as folder:
        results = client.bulk2.Account.download(soql, folder, max_records=2000)
        assert sum(result["number_of_records"] for result in results) == total
        for result in results:
            assert os.path.getsize(result["file"]) > 0
    print("ok bulk download")


def check_errors(client: Salesforce) -> None:
    try:
        client.query("SELECT Nope FROM Account")
        raise AssertionError("an unknown field must be refused")
    except SalesforceMalformedRequest as error:
        assert error.content[0]["errorCode"] == "INVALID_FIELD"
    try:
        client.Account.get("001000000000000AAA")
        raise AssertionError("an unknown record must not be found")
    except SalesforceResourceNotFound as error:
        assert error.content[0]["errorCode"] == "NOT_FOUND"
    print("ok errors")


main()

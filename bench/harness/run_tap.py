"""Runs tap-salesforce's sync against any server. The tap's login addresses are fixed in its code (login.salesforce.com,
test.salesforce.com), so its login is replaced by one that takes a token of the server; everything after it is the tap's
own. Argument: a folder with config.json and catalog.json; with `discover` the catalog is printed instead."""

import json
import sys

import tap_salesforce
from tap_salesforce.salesforce import Salesforce

folder, *mode = sys.argv[1:]
with open(folder + "/config.json", encoding="utf-8") as file:
    config = json.load(file)


def login(self):
    """What the tap's login leaves behind."""
    self.access_token = config["access_token"]
    self.instance_url = config["instance_url"]


Salesforce.login = login
catalog = ["--discover"] if mode else ["--properties", folder + "/catalog.json"]
sys.argv = ["tap-salesforce", "--config", folder + "/config.json", *catalog]
tap_salesforce.main()

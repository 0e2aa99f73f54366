import { existsSync, readFileSync, statSync } from "node:fs";
import { request } from "node:https";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startSandbox } from "../src/index.ts";
import { type Json, startTestSandbox, type TestSandbox } from "./start-test-sandbox.ts";
import { type TinyOrg, thingId, tinyOrg } from "./tiny-org.ts";

let org: TinyOrg;
let sandbox: TestSandbox;
beforeAll(async () => {
  org = await tinyOrg();
  sandbox = await startTestSandbox(org);
});
afterAll(async () => {
  await sandbox.close();
  org.close();
});

test("versions are listed without a session, newest last", async () => {
  const versions = (await (await fetch(`${sandbox.url}/services/data/`)).json()) as Json[];
  expect(versions.find(({ version }) => version === "60.0")).toEqual({
    label: "Spring '24",
    url: "/services/data/v60.0",
    version: "60.0",
  });
});

test("every answer tells the org's time and the API usage", async () => {
  const { headers } = await sandbox.call(`${sandbox.data}/limits`);
  expect(headers.get("date")).toBe("Wed, 15 May 2024 12:00:00 GMT");
  expect(headers.get("sforce-limit-info")).toMatch(/^api-usage=\d+\/1000000$/);
});

test("describe lists objects and tells every documented member of a field", async () => {
  const { sobjects, encoding } = await sandbox.json("/sobjects");
  expect(encoding).toBe("UTF-8");
  expect(sobjects.map(({ name }: Json) => name)).toEqual(["Thing__c", "Box__c", "Organization"]);
  const { fields, childRelationships } = await sandbox.json("/sobjects/Box__c/describe");
  expect(childRelationships).toMatchObject([{ childSObject: "Thing__c", field: "Parent__c" }]);
  expect(Object.keys(fields[0]).sort()).toEqual(FIELD_MEMBERS);
  expect(fields[0]).toMatchObject({ name: "Id", soapType: "tns:ID", defaultedOnCreate: true });
});

// DescribeSObjectResult, Field: REST and SOAP API developer guides.
const FIELD_MEMBERS = `
aggregatable aiPredictionField autoNumber byteLength calculated calculatedFormula cascadeDelete
caseSensitive compoundFieldName controllerName createable custom defaultValue
defaultValueFormula defaultedOnCreate dependentPicklist deprecatedAndHidden digits
displayLocationInDecimal encrypted externalId extraTypeInfo filterable filteredLookupInfo
formulaTreatNullNumberAsZero groupable highScaleNumber htmlFormatted idLookup inlineHelpText
label length mask maskType name nameField namePointing nillable permissionable picklistValues
polymorphicForeignKey precision queryByDistance referenceTargetField referenceTo
relationshipName relationshipOrder restrictedDelete restrictedPicklist scale searchPrefilterable
soapType sortable type unique updateable writeRequiresMasterRead
`
  .trim()
  .split(/\s+/);

test("describe answers 304 until the metadata changes", async () => {
  const path = `${sandbox.data}/sobjects/Thing__c/describe`;
  const first = await sandbox.call(path);
  const since = first.headers.get("last-modified") ?? "";
  const again = await sandbox.call(path, { headers: { "If-Modified-Since": since } });
  expect([again.status, await again.text()]).toEqual([304, ""]);
  const older = { "If-Modified-Since": "Mon, 01 Jan 2024 00:00:00 GMT" };
  expect((await sandbox.call(path, { headers: older })).status).toBe(200);
});

test("a record is read by Id, by external Id and with chosen fields", async () => {
  const id = thingId(2);
  expect(await sandbox.json(`/sobjects/Thing__c/${id}`)).toMatchObject({ Id: id, Name: "beta" });
  expect(await sandbox.json(`/sobjects/thing__c/${id.slice(0, 15)}?fields=Name`)).toEqual({
    attributes: { type: "Thing__c", url: `${sandbox.data}/sobjects/Thing__c/${id}` },
    Name: "beta",
  });
  expect(await sandbox.json("/sobjects/Thing__c/Key__c/K2")).toMatchObject({ Id: id });
  const status = async (path: string) => (await sandbox.call(sandbox.data + path)).status;
  expect(await status("/sobjects/Thing__c/Name/beta")).toBe(404);
  expect(await status(`/sobjects/Thing__c/${thingId(5)}`)).toBe(404);
  expect(await status("/sobjects/Thing__c/Key__c/k%27%20OR%20true%20--")).toBe(404);
  expect(await status(`/sobjects/Thing__c/${id}?fields=Nope`)).toBe(400);
});

test("an external Id that two records share answers 300 with their addresses", async () => {
  await org.change(
    `UPDATE "Thing__c" SET "Key__c" = 'same' WHERE "Id" IN ('${thingId(3)}', '${thingId(4)}')`,
  );
  const response = await sandbox.call(`${sandbox.data}/sobjects/Thing__c/Key__c/same`);
  expect([response.status, await response.json()]).toEqual([
    300,
    [3, 4].map((n) => `${sandbox.data}/sobjects/Thing__c/${thingId(n)}`),
  ]);
});

test("updated and deleted list Ids of a half-open window", async () => {
  const list = async (kind: string, start: string, end: string) =>
    sandbox.json(`/sobjects/Thing__c/${kind}/?start=${start}&end=${end}`);
  expect(await list("updated", "2024-05-14T23:59:59Z", "2024-05-15T10:00:00%2B00:00")).toEqual({
    ids: [thingId(2)],
    latestDateCovered: "2024-05-15T10:00:00.000+0000",
  });
  expect(await list("deleted", "2024-05-15T00:00:00Z", "2024-05-16T00:00:00Z")).toEqual({
    deletedRecords: [{ deletedDate: "2024-05-15T09:00:00.000+0000", id: thingId(5) }],
    earliestDateAvailable: "2024-04-30T12:00:00.000+0000",
    latestDateCovered: "2024-05-15T12:00:00.000+0000",
  });
  const code = async (kind: string, start: string, end: string) =>
    (await list(kind, start, end))[0].errorCode;
  expect(await code("updated", "2024-04-01T00:00:00Z", "2024-05-15T00:00:00Z")).toBe(
    "INVALID_REPLICATION_DATE",
  );
  expect(await code("deleted", "2024-04-29T00:00:00Z", "2024-05-15T00:00:00Z")).toBe(
    "INVALID_REPLICATION_DATE",
  );
  expect(await code("updated", "2024-05-15T00:00:00Z", "2024-05-15T00:00:30Z")).toBe(
    "INVALID_REPLICATION_DATE",
  );
  expect(await code("updated", "nope", "2024-05-15T00:00:30Z")).toBe("INVALID_FIELD");
});

test("control tells the status and ages the org", async () => {
  const status = await (await fetch(`${sandbox.url}/sandbox/status`)).json();
  expect(status).toMatchObject({
    id: org.id,
    now: "2024-05-15T12:00:00.000Z",
    objects: [
      { name: "Thing__c", records: 5 },
      { name: "Box__c", records: 2 },
    ],
  });
  const day = await fetch(`${sandbox.url}/sandbox/day`, { method: "POST" });
  expect(await day.json()).toEqual({ now: "2024-05-15T12:00:00.000Z", changes: [] });
});

test("https is trusted through the CA file alone, which only its owner can read", async () => {
  const { stateFolder } = sandbox;
  const secure = await startSandbox({ org, stateFolder, tls: true });
  const caFile = secure.caFile ?? "";
  expect(statSync(caFile).mode & 0o777).toBe(0o600);
  expect(readFileSync(caFile, "utf8")).toMatch(
    /^-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----\s*$/,
  );
  const { port } = new URL(secure.url);
  const status = (host: string, ca?: Buffer) =>
    new Promise<number | string>((resolve) => {
      const options = { host, port, path: "/services/data", ...(ca ? { ca } : {}) };
      request(options, (response) => resolve(response.resume().statusCode ?? 0))
        .on("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? ""))
        .end();
    });
  expect(await status("127.0.0.1", readFileSync(caFile))).toBe(200);
  expect(await status("localhost", readFileSync(caFile))).toBe(200);
  expect(await status("127.0.0.1")).toBe("UNABLE_TO_VERIFY_LEAF_SIGNATURE");
  await secure.close();
  expect(existsSync(caFile)).toBe(false);
});

import { afterAll, beforeAll, describe, expect, test } from "vitest";
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

/** The numbers of the things that `where` finds. */
async function find(where: string): Promise<number[]> {
  const answer = await sandbox.query(`SELECT Id FROM Thing__c WHERE ${where}`);
  if (!answer.records) throw new Error(JSON.stringify(answer));
  return answer.records.map(({ Id }: { Id: string }) => Number(Id.slice(14, 15)));
}

describe("a condition finds the records Salesforce would", () => {
  test.each<[where: string, found: number[]]>([
    ["Name = 'ALPHA'", [1]],
    ["Name != 'alpha'", [2, 3, 4]],
    ["Name LIKE 'A%'", [1]],
    ["Name LIKE '_eta'", [2]],
    ["Name LIKE '100\\%\\_%'", [3]],
    ["Name LIKE '%\\\\'", [3]],
    ["Name = 'O\\'Neil, \\\"K\\u00f6\\\"'", [4]],
    ["Name > 'b'", [2, 4]],
    ["Name IN ('alpha', 'BETA')", [1, 2]],
    ["Name NOT IN ('alpha', 'beta')", [3, 4]],
    ["Name = null", []],
    ["Key__c != null", [1, 2, 3, 4]],
    [`Id = '${thingId(1).slice(0, 15)}'`, [1]],
    [`Id IN ('${thingId(1)}', '${thingId(4)}')`, [1, 4]],
    [`Id > '${thingId(2)}'`, [3, 4]],
    ["Parent__c = null", [3]],
    ["Parent__c != ''", [1, 2, 4]],
    ["Amount__c > 1", [1, 2]],
    ["Amount__c < 0", [4]],
    ["Amount__c != 3", [1, 3, 4]],
    ["Amount__c = null", [3]],
    ["Amount__c IN (1.5, -2)", [1, 4]],
    ["NOT Amount__c > 1", [3, 4]],
    ["Flag__c = TRUE", [1, 4]],
    ["Flag__c != true", [2, 3]],
    ["Day__c = 2024-05-15", [1]],
    ["Day__c < 2024-05-15", [2, 4]],
    ["Day__c = YESTERDAY", [2]],
    ["CreatedDate = TODAY", [1]],
    ["CreatedDate < TODAY", [2, 3, 4]],
    ["CreatedDate >= 2024-05-14T23:59:59Z", [1, 2]],
    ["CreatedDate > 2024-05-14T23:59:59Z", [1]],
    ["CreatedDate = 2024-05-15T12:00:00%2B02:00", [1]],
    ["CreatedDate = LAST_MONTH", [3]],
    ["CreatedDate = THIS_MONTH", [1, 2]],
    ["CreatedDate = LAST_N_DAYS:1", [1, 2]],
    ["CreatedDate = LAST_YEAR", [4]],
    ["SystemModstamp = LAST_WEEK", [3]],
    ["SystemModstamp > N_DAYS_AGO:5", [1, 2]],
    ["CreatedDate IN (TODAY, YESTERDAY)", [1, 2]],
    ["Tags__c INCLUDES ('red;blue')", [1, 4]],
    ["Tags__c INCLUDES ('green', 'BLUE')", [1, 4]],
    ["Tags__c EXCLUDES ('blue')", [2, 3]],
    ["Parent__r.Name = 'big'", [1, 4]],
    ["Parent__r.Size__c = 1", [2]],
    ["Parent__c IN (SELECT Id FROM Box__c WHERE Size__c > 1)", [1, 4]],
    ["Parent__c NOT IN (SELECT Id FROM Box__c WHERE Size__c > 1)", [2, 3]],
    ["(Name = 'alpha' OR Name = 'beta') AND Flag__c = true", [1]],
    ["NOT (Name = 'alpha' OR Name = 'beta')", [3, 4]],
    ["(NOT Name LIKE 'a%') AND (Amount__c = 3 OR (Count__c = 4 AND Flag__c = true))", [2, 4]],
    ["CALENDAR_YEAR(CreatedDate) = 2023", [4]],
    ["Thing__c.Name = 'alpha'", [1]],
  ])("%s", async (where, found) => {
    expect(await find(where.replace("%2B", "+"))).toEqual(found);
  });
});

describe("hostile text stays text", () => {
  test.each([
    "Name = '\\' OR 1=1 --'",
    "Name = '\\'; DROP TABLE \"Thing__c\"; --'",
    "Name LIKE '%\\' OR \\'1\\'=\\'1'",
    "Name IN ('x\\') OR (\\'1\\'=\\'1')",
    "Name = '\\u0027 OR true --'",
    "Tags__c INCLUDES ('red\\') OR true --')",
    "Key__c = '\\\\\\' OR true --'",
  ])("%s finds nothing", async (where) => {
    expect(await find(where)).toEqual([]);
    expect(await find("Name != 'x'")).toHaveLength(4);
  });

  test.each([
    "Name = '' OR 1=1",
    "Name = 'a'; DROP TABLE x",
    "Id = 'a' UNION SELECT Id FROM Box__c",
    "Amount__c = 1 -- x",
    "Name = 'a' /* */",
    "Name = '\\x'",
    "pg_sleep(1) = 1",
    'Name = "a"',
  ])("%s is refused as MALFORMED_QUERY", async (where) => {
    const answer = await sandbox.query(`SELECT Id FROM Thing__c WHERE ${where}`);
    expect(answer[0].errorCode).toBe("MALFORMED_QUERY");
  });

  test("quoted identifiers and table functions are not reachable", async () => {
    const froms = ["read_csv('/etc/passwd')", "sandbox_deleted", "duckdb_tables", '"Thing__c"'];
    for (const from of froms) {
      const [error] = await sandbox.query(`SELECT Id FROM ${from}`);
      expect(["MALFORMED_QUERY", "INVALID_TYPE"]).toContain(error.errorCode);
    }
  });
});

describe("a wrong query is refused with Salesforce's code", () => {
  test.each<[soql: string, code: string, message: string]>([
    [
      "SELECT Nope__c FROM Thing__c",
      "INVALID_FIELD",
      "No such column 'Nope__c' on entity 'Thing__c'",
    ],
    ["SELECT Id FROM Thing__c WHERE Nope = 1", "INVALID_FIELD", "No such column 'Nope'"],
    [
      "SELECT Nope__r.Name FROM Thing__c",
      "INVALID_FIELD",
      "Didn't understand relationship 'Nope__r'",
    ],
    ["SELECT Id FROM Nope__c", "INVALID_TYPE", "sObject type 'Nope__c' is not supported"],
    ["SELECT Id, Id FROM Thing__c", "MALFORMED_QUERY", "duplicate field selected: Id"],
    ["SELECT FROM Thing__c", "MALFORMED_QUERY", "unexpected token: 'FROM'"],
    ["SELECT Id FROM Thing__c WHERE", "MALFORMED_QUERY", "unexpected token: '<EOF>'"],
    [
      "SELECT Id FROM Thing__c WHERE Name = 1",
      "INVALID_FIELD",
      "must be of type string and should be",
    ],
    [
      "SELECT Id FROM Thing__c WHERE Amount__c = 'x'",
      "INVALID_FIELD",
      "should not be enclosed in quotes",
    ],
    [
      "SELECT Id FROM Thing__c WHERE CreatedDate = '2024'",
      "INVALID_FIELD",
      "must be of type dateTime",
    ],
    [
      "SELECT Id FROM Thing__c WHERE CreatedDate = 2024-01-01",
      "INVALID_FIELD",
      "must be of type dateTime",
    ],
    ["SELECT Id FROM Thing__c WHERE Day__c = 2024-02-31", "MALFORMED_QUERY", "Invalid date"],
    ["SELECT Id FROM Thing__c WHERE Notes__c = 'x'", "INVALID_FIELD", "can not be filtered"],
    [
      "SELECT Id FROM Thing__c WHERE Id = 'abc'",
      "INVALID_QUERY_FILTER_OPERATOR",
      "invalid ID field: abc",
    ],
    ["SELECT Id FROM Thing__c OFFSET 2001", "NUMBER_OUTSIDE_VALID_RANGE", "2000"],
    ["SELECT FIELDS(ALL) FROM Thing__c", "MALFORMED_QUERY", "LIMIT"],
    ["SELECT FIELDS(ALL) FROM Thing__c LIMIT 201", "MALFORMED_QUERY", "LIMIT"],
    [
      "SELECT Name, COUNT(Id) FROM Thing__c",
      "MALFORMED_QUERY",
      "must be grouped or aggregated: Name",
    ],
    [
      "SELECT Id FROM Thing__c WHERE Flag__c = true AND Name = 'a' OR Name = 'b'",
      "MALFORMED_QUERY",
      "'OR'",
    ],
  ])("%s", async (soql, code, message) => {
    const [error] = await sandbox.query(soql);
    expect(error.errorCode).toBe(code);
    expect(error.message).toContain(message);
  });
});

describe("records come as REST writes them", () => {
  test("with attributes, typed values, nested parents and compound fields", async () => {
    const soql =
      "SELECT Id, name, Parent__r.Name, Parent__r.Size__c, Amount__c, Count__c, Flag__c, Day__c, CreatedDate, " +
      "Place__c, Notes__c, Body__c FROM Thing__c WHERE Name = 'Alpha'";
    const url = `/services/data/v60.0/sobjects/Thing__c/${thingId(1)}`;
    expect((await sandbox.query(soql)).records).toEqual([
      {
        attributes: { type: "Thing__c", url },
        Id: thingId(1),
        Name: "Alpha",
        Parent__r: {
          attributes: {
            type: "Box__c",
            url: "/services/data/v60.0/sobjects/Box__c/a01000000000001AAA",
          },
          Name: "Big",
          Size__c: 2,
        },
        Amount__c: 1.5,
        Count__c: 1,
        Flag__c: true,
        Day__c: "2024-05-15",
        CreatedDate: "2024-05-15T10:00:00.000+0000",
        Place__c: {
          city: "Basel",
          country: null,
          geocodeAccuracy: null,
          latitude: null,
          longitude: null,
          postalCode: null,
          state: null,
          street: "Main 1",
        },
        Notes__c: 'line one\nline "two"',
        Body__c: `${url}/Body__c`,
      },
    ]);
  });

  test("with null for what is missing, whole doubles with their point", async () => {
    const soql = "SELECT Parent__r.Name, Amount__c, Place__c, Notes__c FROM Thing__c";
    const response = await sandbox.call(`${sandbox.data}/query?q=${encodeURIComponent(soql)}`);
    const text = await response.text();
    expect(text).toContain('"Amount__c":3.0');
    const empty = JSON.parse(text).records[2];
    expect(empty).toMatchObject({ Parent__r: null, Amount__c: null, Notes__c: null });
  });

  test("in the order asked for, nulls first unless told otherwise, text without case", async () => {
    const names = async (order: string) => {
      const { records } = await sandbox.query(`SELECT Name FROM Thing__c ORDER BY ${order}`);
      return records.map((record: Json) => record.Name.slice(0, 3));
    };
    expect(await names("Name")).toEqual(["100", "Alp", "bet", "O'N"]);
    expect(await names("Amount__c")).toEqual(["100", "O'N", "Alp", "bet"]);
    expect(await names("Amount__c DESC NULLS LAST")).toEqual(["bet", "Alp", "O'N", "100"]);
    expect(await names("Flag__c DESC, Name LIMIT 2 OFFSET 1")).toEqual(["O'N", "100"]);
  });

  test("with deleted ones only from queryAll", async () => {
    const soql = encodeURIComponent("SELECT Id, IsDeleted FROM Thing__c WHERE IsDeleted = true");
    expect((await sandbox.json(`/query?q=${soql}`)).totalSize).toBe(0);
    expect((await sandbox.json(`/queryAll?q=${soql}`)).records[0].Id).toBe(thingId(5));
  });

  test("expanded by FIELDS()", async () => {
    const all = await sandbox.query("SELECT FIELDS(ALL) FROM Thing__c LIMIT 200");
    expect(Object.keys(all.records[0])).toHaveLength(18);
    const standard = await sandbox.query("SELECT FIELDS(STANDARD) FROM Thing__c");
    expect(Object.keys(standard.records[0])).not.toContain("Amount__c");
  });
});

test("aggregates count, group and filter groups", async () => {
  expect(await sandbox.query("SELECT COUNT() FROM Thing__c")).toEqual({
    totalSize: 4,
    done: true,
    records: [],
  });
  const grouped = await sandbox.query(
    "SELECT Flag__c, COUNT(Id) n, MAX(Amount__c), MIN(CreatedDate) oldest FROM Thing__c " +
      "GROUP BY Flag__c HAVING COUNT(Id) > 1 ORDER BY Flag__c DESC",
  );
  expect(grouped.records).toEqual([
    {
      attributes: { type: "AggregateResult" },
      Flag__c: true,
      n: 2,
      expr0: 1.5,
      oldest: "2023-12-31T23:59:59.000+0000",
    },
    {
      attributes: { type: "AggregateResult" },
      Flag__c: false,
      n: 2,
      expr0: 3,
      oldest: "2024-04-30T00:00:00.000+0000",
    },
  ]);
  const [parent] = (
    await sandbox.query(
      "SELECT Parent__r.Name p, SUM(Amount__c) s FROM Thing__c GROUP BY Parent__r.Name ORDER BY SUM(Amount__c)",
    )
  ).records;
  expect(parent).toMatchObject({ p: null, s: null });
});

test("the Organization says that it is a sandbox", async () => {
  const soql = "SELECT Id, IsSandbox, InstanceName, OrganizationType FROM Organization";
  const { records } = await sandbox.query(soql);
  expect(records).toMatchObject([
    { Id: org.id, IsSandbox: true, OrganizationType: "Developer Edition" },
  ]);
});

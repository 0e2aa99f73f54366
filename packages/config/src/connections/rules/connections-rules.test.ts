import { expect, test } from "vitest";
import { objectWith, problemsIn, validTexts } from "../../../test/check-texts.ts";
import { andConnection, type RuleCase } from "../../../test/rule-cases.ts";

const { connections } = validTexts;

const cases: readonly RuleCase[] = [
  {
    fault: "a connection without an address",
    texts: { connections: connections.replace(/ {4}instance_url.*\n/, "") },
    problems: ["local", "dev", "prod"].map(
      (name) =>
        `connections.yaml:2:3  LW1303  connection "crm" in environment ${name} has no instance_url\n  hint: such as https://example.my.salesforce.com, or \${env:NAME}`,
    ),
  },
  {
    fault: "an override to another grant without that grant's keys",
    texts: andConnection(
      "  environments:",
      "    dev: { auth: { grant: refresh_token, client_id: a } }",
    ),
    problems: ["local", "dev"].map(
      (name) =>
        `connections.yaml:7:14  LW1303  connection "crm" in environment ${name} has no refresh_token for grant refresh_token`,
    ),
  },
  {
    fault: "an override with a key of another grant",
    texts: andConnection("  environments:", "    prod: { auth: { username: jo } }"),
    problems: [
      'connections.yaml:7:23  LW1306  connection "crm" in environment prod has username, which grant client_credentials does not know\n  hint: the keys of grant client_credentials are grant, client_id, client_secret',
    ],
  },
  {
    fault: "overrides for an environment that is not declared",
    texts: andConnection("  environments:", '    prd: { api_version: "61.0" }'),
    problems: [
      'connections.yaml:7:7  LW1304  no environment is called "prd"\n  hint: did you mean "prod"?',
    ],
  },
  {
    fault: "overrides of an object for an environment that is not declared",
    texts: objectWith("environments: { prd: { pii: 1 } }"),
    problems: [
      'appflow.yaml:8:27  LW1304  no environment is called "prd"\n  hint: did you mean "prod"?',
    ],
  },
  {
    fault: "two secrets that are one variable on a machine, wherever they are written",
    texts: {
      platform: `${validTexts.platform}  lineage: { url: "https://l.example.com", api_key: "\${secret:CRM/key}" }\n`,
      connections:
        connections.replace("secret:crm}", "secret:crm_key}") +
        connections
          .replace(/^.*\n/, "")
          .replace("crm:", "erp:")
          .replace("secret:crm}", "secret:crm_key}") +
        connections
          .replace(/^.*\n/, "")
          .replace("crm:", "hr:")
          .replace("secret:crm}", "secret:crm.key}"),
    },
    problems: [
      'connections.yaml:5:71  LW1307  secret "crm_key" is the variable LAKEWRIGHT_SECRET_CRM_KEY on one machine, as "CRM/key" at platform.yaml:7:53 is\n  hint: rename one of the two: letters count in either case, and all other characters as _',
      'connections.yaml:13:71  LW1307  secret "crm.key" is the variable LAKEWRIGHT_SECRET_CRM_KEY on one machine, as "CRM/key" at platform.yaml:7:53 is\n  hint: rename one of the two: letters count in either case, and all other characters as _',
    ],
  },
  {
    fault: "a kind of connection of a later version",
    texts: andConnection("erp: { kind: oracle, host: db }"),
    problems: [
      'connections.yaml:6:16  LW1305  warning: connections of kind oracle are not supported yet; "erp" was not read\n  hint: nothing in it takes effect in this version',
    ],
  },
  {
    fault: "two connections that make the same database",
    texts: andConnection("C-R.M: { kind: slack }", "c_r_m: { kind: slack }"),
    problems: [
      'connections.yaml:7:3  LW1504  connection "c_r_m" gets the database "c_r_m", as "C-R.M" at connections.yaml:6:3 does\n  hint: rename one of the two',
    ],
  },
  ...["ext", "current"].map((suffix) => ({
    fault: `a connection whose database is the ${suffix} schema of another`,
    texts: andConnection(`crm-${suffix}: { kind: slack }`),
    problems: [
      `connections.yaml:6:3  LW1504  connection "crm-${suffix}" gets the database "crm_${suffix}", which is a schema of "crm" at connections.yaml:2:3\n  hint: rename one of the two`,
    ],
  })),
];

test.each(cases)("reports $fault at its place", ({ texts, problems }) => {
  expect(problemsIn(texts).sort()).toEqual([...problems].sort());
});

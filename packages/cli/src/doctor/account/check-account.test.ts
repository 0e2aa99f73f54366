import type { Deployment, Environment } from "@lakewright/config";
import { expect, test } from "vitest";
import type { AwsAccount } from "./aws-account.ts";
import { checkAccount } from "./check-account.ts";

const account = "111111111111";
const flow = {
  name: "gtm-dev-crm-Account",
  profile: "crm",
  source: "salesforce",
  destination: "s3",
};
const environment = {
  name: "dev",
  account,
  region: "eu-west-1",
  flows: [{ ...flow, direction: "in", firstLoadCuts: [new Date(0)] }],
} as unknown as Environment;
const deployment = { qualifier: "hnb659fds" } as Deployment;
const execRole = `arn:aws:iam::${account}:role/cdk-hnb659fds-cfn-exec-role-${account}-eu-west-1`;

/** An account that has all it needs; tests change one thing. */
function accountWith(changes: Partial<AwsAccount>): AwsAccount {
  return {
    caller: async () => ({ account, arn: `arn:aws:sts::${account}:assumed-role/dev/jo` }),
    bootstrapVersion: async () => 30,
    lakeAdministrators: async () => [`arn:aws:iam::${account}:role/admin`, execRole],
    connectorProfiles: async () => new Map([["crm", "salesforce"]]),
    flowNames: async () => ["gtm-dev-crm-Account", "other"],
    close() {},
    ...changes,
  };
}

function failing(failure: object): () => Promise<never> {
  return async () => {
    throw Object.assign(new Error("because"), failure);
  };
}

const findings = (changes: Partial<AwsAccount>) =>
  checkAccount(accountWith(changes), environment, deployment);
const troubles = async (changes: Partial<AwsAccount>) =>
  (await findings(changes)).filter(({ state }) => state !== "ok");

test("an account that has all it needs is well, item by item", async () => {
  expect(await findings({})).toEqual([
    {
      what: "credentials",
      state: "ok",
      says: `arn:aws:sts::${account}:assumed-role/dev/jo in account ${account}`,
    },
    { what: "bootstrap", state: "ok", says: "CDK bootstrap hnb659fds has version 30" },
    {
      what: "lake admin",
      state: "ok",
      says: `cdk-hnb659fds-cfn-exec-role-${account}-eu-west-1 administers Lake Formation`,
    },
    { what: "profile", state: "ok", says: "crm is there" },
    {
      what: "flow quota",
      state: "ok",
      says: "2 flows beside 1 other, AppFlow's quota is 1,000",
    },
  ]);
});

test("without credentials every item is listed with the command that checks it, and nothing fails", async () => {
  const found = await findings({ caller: failing({ name: "CredentialsProviderError" }) });
  expect(found.map(({ what, state }) => [what, state])).toEqual(
    ["credentials", "bootstrap", "lake admin", "profile", "flow quota"].map((what) => [
      what,
      "warn",
    ]),
  );
  expect(found[1]).toMatchObject({
    says: "not checked: no credentials; needed: CDK bootstrap with qualifier hnb659fds, version 6 or later",
    todo: "by hand: aws ssm get-parameter --name /cdk-bootstrap/hnb659fds/version --region eu-west-1",
  });
  for (const { todo } of found) expect(todo).toMatch(/by hand: aws /);
});

test("credentials of another account fail, and nothing is asked of that account", async () => {
  const asked: string[] = [];
  const found = await findings({
    caller: async () => ({ account: "999999999999", arn: "arn" }),
    bootstrapVersion: async () => {
      asked.push("bootstrap");
      return 30;
    },
  });
  expect(found[0]).toMatchObject({
    state: "fail",
    says: `the credentials are of account 999999999999, environment dev is in ${account}`,
  });
  expect(found[1]?.says).toMatch(/^not checked: credentials of another account; needed: /);
  expect(asked).toEqual([]);
});

const faults: readonly [
  fault: string,
  changes: Partial<AwsAccount>,
  state: string,
  says: string,
][] = [
  [
    "no bootstrap stack",
    { bootstrapVersion: async () => undefined },
    "fail",
    "missing: CDK bootstrap with qualifier hnb659fds, version 6 or later",
  ],
  [
    "a bootstrap stack that is too old",
    { bootstrapVersion: async () => 5 },
    "fail",
    "CDK bootstrap hnb659fds has version 5, 6 is needed",
  ],
  [
    "an execution role that does not administer Lake Formation",
    { lakeAdministrators: async () => [execRole.replace(account, "222222222222")] },
    "warn",
    `cdk-hnb659fds-cfn-exec-role-${account}-eu-west-1 does not administer Lake Formation in eu-west-1`,
  ],
  [
    "a connector profile that is missing",
    { connectorProfiles: async () => new Map([["CRM", "salesforce"]]) },
    "fail",
    "AppFlow has no connector profile crm",
  ],
  [
    "a connector profile of another type",
    { connectorProfiles: async () => new Map([["crm", "slack"]]) },
    "fail",
    "connector profile crm is of type slack, flows need salesforce",
  ],
  [
    "flows of others that leave little room",
    { flowNames: async () => Array.from({ length: 798 }, (_, i) => `f${i}`) },
    "warn",
    "2 flows beside 798 others, AppFlow's quota is 1,000",
  ],
  [
    "flows of others that leave no room",
    { flowNames: async () => Array.from({ length: 999 }, (_, i) => `f${i}`) },
    "fail",
    "2 flows beside 999 others, AppFlow's quota is 1,000",
  ],
  [
    "a question that the credentials may not ask",
    { flowNames: failing({ name: "AccessDeniedException", $fault: "client" }) },
    "warn",
    "not checked: because; needed: room for 2 of AppFlow's 1,000 flows an account",
  ],
  [
    "a network that is down",
    { lakeAdministrators: failing({ code: "ECONNREFUSED" }) },
    "fail",
    `AWS could not be reached: because; needed: cdk-hnb659fds-cfn-exec-role-${account}-eu-west-1 administers Lake Formation in eu-west-1`,
  ],
];

test.each(faults)("%s is a finding", async (_, changes, state, says) => {
  expect(await troubles(changes)).toMatchObject([{ state, says, todo: expect.any(String) }]);
});

test("credentials that have expired fail once, and the rest is listed", async () => {
  const expired = { name: "ExpiredTokenException", $fault: "client", $metadata: {} };
  const found = await findings({ caller: failing(expired) });
  expect(found[0]).toMatchObject({
    state: "fail",
    says: "AWS answered ExpiredTokenException: because",
  });
  expect(found.slice(1).every(({ state }) => state === "warn")).toBe(true);
});

test("an answer that is not of AWS points to what stands in between", async () => {
  const html = { name: "SyntaxError", $metadata: {} };
  expect((await troubles({ flowNames: failing(html) }))[0]?.todo).toContain("AWS_ENDPOINT_URL");
});

test("a fault of our own is no finding", async () => {
  await expect(findings({ flowNames: failing({ name: "TypeError" }) })).rejects.toThrow("because");
});

import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createOrg, type Org, type Sandbox, startSandbox } from "@lakewright/sandbox";
import { afterAll, beforeAll } from "vitest";
import {
  type SourceUnderTest,
  sourceContract,
} from "../../../../test/contracts/source-contract.ts";
import { connectionTo } from "../../../../test/salesforce/scripted-org.ts";
import { memorySecrets } from "../../../core/adapters/memory/memory-secrets.ts";
import { salesforceSource } from "./salesforce-source.ts";

/** More than a REST page, which holds 2,000 rows. */
const accounts = 2100;
let org: Org;
let sandbox: Sandbox;
let rows: Pick<SourceUnderTest, "middle" | "liveRows" | "allRows">;
beforeAll(async () => {
  const options = { seed: 7, accounts, startDate: "2026-01-05", objects: ["Account"] };
  org = await createOrg({ ...options, frozenClock: true });
  await org.day();
  rows = await accountRows();
  const stateFolder = await mkdtemp(join(tmpdir(), "lakewright-sandbox-"));
  sandbox = await startSandbox({ org, stateFolder });
});
afterAll(async () => {
  await sandbox?.close();
  org?.close();
});

async function accountRows() {
  const connection = await org.connect();
  const answer = await connection.runAndReadAll(`
    SELECT count(*) FILTER (NOT "IsDeleted")::INTEGER, count(*)::INTEGER,
      epoch_ms(quantile_disc("SystemModstamp", 0.5) FILTER (NOT "IsDeleted"))::DOUBLE
    FROM "Account"`);
  const [[liveRows, allRows, middle] = []] = answer.getRows();
  connection.closeSync();
  return {
    liveRows: liveRows as number,
    allRows: allRows as number,
    middle: new Date(middle as number),
  };
}

sourceContract("A Salesforce org", ["bulk", "rest"], async () => {
  const connection = connectionTo(sandbox.url, {
    auth: {
      grant: "client_credentials",
      clientId: sandbox.clientId,
      clientSecret: { from: "secret", name: "client_secret" },
    },
  });
  const secrets = memorySecrets({ client_secret: sandbox.clientSecret });
  return {
    source: salesforceSource(connection, secrets, { pageRows: 1000, retryDelayMs: 1 }),
    object: "Account",
    fields: ["Id", "Name", "IsDeleted", "SystemModstamp"],
    stamp: "SystemModstamp",
    ...rows,
  };
});

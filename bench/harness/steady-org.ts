/**
 * Serves an org that stays as large as it was: each day it loses as many old accounts as it gained, so that every day changes
 * the same number of rows. Argument: JSON of accounts and stateFolder. Prints the addresses of the org and of its day: a
 * POST there lets one pass.
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createOrg, startSandbox } from "@lakewright/sandbox";

const { accounts, stateFolder } = JSON.parse(process.argv[2] ?? "{}");
const objects = ["Account"];
const startDate = "2025-01-04";
const org = await createOrg({ seed: 1, accounts, objects, startDate, frozenClock: true });
const sandbox = await startSandbox({ org, stateFolder });
const connection = await org.connect();
const days = createServer((_request, response) => {
  steadyDay().then(
    () => response.writeHead(204).end(),
    (error) => response.writeHead(500).end(String(error)),
  );
});
days.listen(0, "127.0.0.1", () => {
  const { url, clientId, clientSecret } = sandbox;
  const { port } = days.address() as AddressInfo;
  console.log(JSON.stringify({ url, clientId, clientSecret, dayUrl: `http://127.0.0.1:${port}` }));
});
process.on("SIGTERM", async () => {
  days.closeAllConnections();
  days.close();
  connection.closeSync();
  await sandbox.close();
  org.close();
});

/** Deleted rows go for good, and of the others the least recently changed. */
async function steadyDay() {
  const yesterday = org.now().toISOString();
  await org.day();
  await connection.run(`DELETE FROM Account WHERE IsDeleted AND SystemModstamp < '${yesterday}'`);
  const reader = await connection.runAndReadAll("SELECT count(*)::INTEGER FROM Account");
  const tooMany = Number(reader.getRows()[0]?.[0]) - accounts;
  if (tooMany > 0)
    await connection.run(`DELETE FROM Account WHERE Id IN (SELECT Id FROM Account
      WHERE SystemModstamp < '${yesterday}' ORDER BY SystemModstamp, Id LIMIT ${tooMany})`);
  org.touch?.();
}

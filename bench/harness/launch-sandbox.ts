/** Serves a sandbox org from source until SIGTERM. Argument: JSON of accounts, objects, days, frozenClock, stateFolder. */
import { createOrg, startSandbox } from "@lakewright/sandbox";

const { stateFolder, days = 0, ...options } = JSON.parse(process.argv[2] ?? "{}");
const org = await createOrg({ seed: 1, startDate: "2025-01-04", ...options });
for (let day = 0; day < days; day++) await org.day();
const sandbox = await startSandbox({ org, stateFolder });
const { url, clientId, clientSecret } = sandbox;
console.log(JSON.stringify({ url, clientId, clientSecret }));
process.on("SIGTERM", async () => {
  await sandbox.close();
  org.close();
});

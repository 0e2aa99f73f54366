import type { Command } from "../command.ts";
import { exitCodes } from "../exit-code.ts";
import { withPlatform } from "../platform/open-platform.ts";
import { statusLines } from "../status/status-lines.ts";

/** `lakewright status` */
export const status: Command = {
  name: "status",
  summary: "last runs, freshness, counts and drift of every flow",
  usage: "status [options]",
  details: ["Read from this machine's ledger and catalog; no source is asked. Times are UTC."],
  options: {},
  examples: [
    "lakewright status",
    "lakewright status --json | jq '.flows[] | select(.lastRun.status != \"succeeded\")'",
  ],
  run: (context) =>
    withPlatform(context, async ({ platform, environment, ports, stateFolder }) => {
      const { platformStatus } = await import("@lakewright/engine");
      const found = await platformStatus(ports, environment.flows);
      const about = { platform: platform.name, environment: environment.name, stateFolder };
      if (context.json) await context.print(JSON.stringify({ ...about, ...found }, null, 2));
      else for (const line of await statusLines(context, found)) await context.print(line);
      return exitCodes.done;
    }),
};

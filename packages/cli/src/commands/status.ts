import type { Command } from "../command.ts";
import { requirementsFile } from "../elt/requirements-file.ts";
import { exitCodes } from "../exit-code.ts";
import { withPlatform } from "../platform/open-platform.ts";
import { projectLines } from "../status/project-lines.ts";
import { statusLines } from "../status/status-lines.ts";

const maxAlerts = 20;

/** `lakewright status` */
export const status: Command = {
  name: "status",
  summary: "show runs, freshness, counts and drift of flows, and builds of ELT projects",
  usage: "status [options]",
  details: [
    "Reads this machine's ledger and catalog; asks no source. Times are UTC.",
    "For ELT projects it shows the last build, how fresh their tables are, when they are due next, and which ones missed their",
    "deadline and what they wait for.",
  ],
  options: {},
  shared: ["platform", "env", "state", "json"],
  examples: [
    "lakewright status",
    "lakewright status --json | jq '.flows[] | select(.lastRun.status != \"succeeded\")'",
  ],
  run: (context) =>
    withPlatform(context, async ({ platform, environment, ports, stateFolder, openElt }) => {
      const { platformStatus, projectStatuses } = await import("@lakewright/engine");
      const found = await platformStatus(ports, environment.flows);
      const elt = openElt(requirementsFile());
      const projects = await projectStatuses(elt, platform.name, environment);
      const about = { platform: platform.name, environment: environment.name, stateFolder };
      if (context.json) {
        const alerts = await ports.events.alerts(maxAlerts);
        await context.print(JSON.stringify({ ...about, ...found, projects, alerts }, null, 2));
        return exitCodes.done;
      }
      for (const line of await statusLines(context, found)) await context.print(line);
      for (const line of await projectLines(context, projects)) await context.print(line);
      return exitCodes.done;
    }),
};

import type { Manifest } from "@lakewright/config";
import {
  PlatformError,
  reconcileTargets,
  type TargetPorts,
  type TargetReport,
} from "@lakewright/engine";
import { awsTargetPorts } from "@lakewright/engine/aws";
import { bundledManifest } from "./bundled-manifest.ts";
import { logLine, type WriteLine, writeLine } from "./log-line.ts";

/** Sends connections to where the warehouse is. The event names the target group, whether it is the schedule's or Redshift's. */
export function warehouseTargetsHandler(
  portsOf: (targetGroup: string) => TargetPorts,
  manifest: Manifest,
  write: WriteLine,
): (event: unknown) => Promise<TargetReport> {
  return async (event) => {
    const report = await reconcileTargets(portsOf(targetGroupOf(event)));
    const { added, removed } = report;
    if (added.length + removed.length > 0)
      write(logLine(manifest, { message: "the warehouse has moved", added, removed }));
    return report;
  };
}

function targetGroupOf(event: unknown): string {
  const name = (event as { readonly targetGroup?: unknown } | null)?.targetGroup;
  if (typeof name === "string" && name !== "") return name;
  throw new PlatformError(
    "event_malformed",
    "an event of the warehouse's load balancer names no target group",
    "the rules of data-warehouse-load-balancer send it: deploy the stack again",
  );
}

/** Entry point of Lambda. */
export async function handler(event: unknown): Promise<TargetReport> {
  const manifest = bundledManifest(import.meta.url);
  const portsOf = (targetGroup: string) => awsTargetPorts(manifest, targetGroup);
  return warehouseTargetsHandler(portsOf, manifest, writeLine)(event);
}

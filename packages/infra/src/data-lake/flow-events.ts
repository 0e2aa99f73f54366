import type { EventPattern } from "aws-cdk-lib/aws-events";
import { type DeployedPlatform, regionalName } from "../shared/deployed-platform.ts";

/**
 * AppFlow has given up on a flow. By the flow's name, as the events' `resources` hold an opaque id (AppFlow user guide,
 * "flow notifications").
 */
export function deactivatedFlows(deployed: DeployedPlatform): EventPattern {
  return {
    source: ["aws.appflow"],
    detailType: ["AppFlow Scheduled Flow Deactivated", "AppFlow Event Flow Deactivated"],
    detail: { "flow-name": [{ prefix: regionalName(deployed, "") }] },
  };
}

import type { Flow } from "@lakewright/config";
import { awsQuotas } from "@lakewright/config/aws-quotas";
import { type FirstLoadSlice, firstLoadSlices } from "@lakewright/engine/domain/first-load-slice";
import { CfnFlow } from "aws-cdk-lib/aws-appflow";
import { Construct } from "constructs";
import type { DeployedPlatform } from "../../shared/deployed-platform.ts";
import { destinationOf } from "./flow-destination.ts";
import { sourceOf } from "./flow-source.ts";
import { tasksOf } from "./flow-tasks.ts";
import { onDemand, triggerOf } from "./flow-trigger.ts";

export interface LakeFlowProps {
  readonly deployed: DeployedPlatform;
  readonly flow: Flow;
  /**
   * ARN of the key that AppFlow encrypts with, also what it writes. Never changes: another key would replace the flow, and
   * the new one cannot be made while the old one has the name.
   */
  readonly keyArn: string;
}

/** A flow of the platform folder: one AppFlow flow, and an on-demand one for each slice of a first load that is cut. */
export class LakeFlow extends Construct {
  readonly flows: readonly CfnFlow[];

  constructor(scope: Construct, props: LakeFlowProps) {
    super(scope, constructId(props));
    const { flow } = props;
    this.flows = [
      makeFlow(this, "Flow", props),
      ...firstLoadSlices(flow).map((slice, index) =>
        makeFlow(this, `First${index + 1}`, { ...props, slice }),
      ),
    ];
  }
}

/**
 * The flow's name without platform and environment: profile, object and direction. Names of flows are unique, and CDK adds a
 * hash of the id to logical ids, so that objects which differ only in punctuation stay apart.
 */
function constructId({ deployed: { platform, environment }, flow }: LakeFlowProps): string {
  return flow.name.slice(`${platform.name}-${environment.standsFor}-`.length);
}

function makeFlow(
  scope: Construct,
  id: string,
  { flow, deployed, keyArn, slice }: LakeFlowProps & { readonly slice?: FirstLoadSlice },
) {
  const { buckets } = deployed.environment;
  const source = sourceOf(flow, buckets);
  const { incrementalPullConfig: _, ...wholeSource } = source;
  return new CfnFlow(scope, id, {
    flowName: slice?.name ?? flow.name,
    description: descriptionOf(flow, slice),
    flowStatus: statusOf(flow, slice),
    kmsArn: keyArn,
    sourceFlowConfig: slice ? wholeSource : source,
    destinationFlowConfigList: [destinationOf(flow, buckets)],
    tasks: [...tasksOf(flow, slice)],
    triggerConfig: slice ? onDemand : triggerOf(flow),
  });
}

/**
 * Always set: without a status a scheduled flow stays a draft, which never runs, without an error. On-demand flows run when
 * somebody starts them, and AppFlow knows no other status of them than active.
 */
function statusOf({ status, schedule }: Flow, slice?: FirstLoadSlice): "Active" | "Suspended" {
  return status === "suspended" && schedule && !slice ? "Suspended" : "Active";
}

/** Cut to AppFlow's length and characters; the folder's own description has been checked. */
function descriptionOf(flow: Flow, slice?: FirstLoadSlice): string {
  const { object, profile, description, companionOf } = flow;
  const what = description || `${object} over ${profile}`.replace(/[^\w!@#\-.?,\s]/g, "-");
  const before = companionOf
    ? "Reads all records again for fields that change without a stamp. "
    : slice
      ? `First load until ${slice.to.toISOString().slice(0, 10)}, run once. `
      : "";
  return `${before}${what}`.slice(0, awsQuotas.appFlow.descriptionLength);
}

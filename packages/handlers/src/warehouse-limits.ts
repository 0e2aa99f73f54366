import type { Manifest, UsageLimit } from "@lakewright/config";
import { ownUsageLimits, type UsageLimits } from "@lakewright/engine";
import { awsUsageLimits } from "@lakewright/engine/aws";
import { bundledManifest } from "./bundled-manifest.ts";
import {
  answerCustomResource,
  type CustomResourceEvent,
  type FunctionContext,
  inLambda,
  type LambdaContext,
} from "./custom-resource.ts";
import { errorFields, logLine } from "./log-line.ts";

/** Usage limits of the warehouse, as CloudFormation calls for them. Those that the deployment before declared go with it. */
export function warehouseLimitsHandler(
  limitsOf: (warehouseArn: string) => UsageLimits,
  manifest: Manifest,
  { write, respond, remainingMs }: FunctionContext,
): (event: CustomResourceEvent) => Promise<void> {
  return (event) => {
    const physicalId = `${manifest.platform}-${manifest.environment.standsFor}-warehouse-limits`;
    const answering = { physicalId, remainingMs: remainingMs(), respond };
    return answerCustomResource(event, answering, async () => {
      try {
        const { ResourceProperties: now, OldResourceProperties: before } = event;
        const limits = limitsOf(String(now.Warehouse));
        const isGone = event.RequestType === "Delete";
        const changes = isGone
          ? await ownUsageLimits(limits, [], limitsIn(now))
          : await ownUsageLimits(limits, limitsIn(now), limitsIn(before));
        write(logLine(manifest, { message: "usage limits owned", ...changes }));
        return Object.fromEntries(
          Object.entries(changes).map(([name, count]) => [name, String(count)]),
        );
      } catch (error) {
        write(logLine(manifest, { message: "usage limits not owned", ...errorFields(error) }));
        throw error;
      }
    });
  };
}

/** CloudFormation makes texts of numbers. */
function limitsIn(properties: CustomResourceEvent["OldResourceProperties"]): readonly UsageLimit[] {
  const { Limits } = properties ?? {};
  return (Array.isArray(Limits) ? (Limits as readonly UsageLimit[]) : []).map((limit) => ({
    ...limit,
    amount: Number(limit.amount),
  }));
}

/** Entry point of Lambda. */
export async function handler(event: CustomResourceEvent, context: LambdaContext): Promise<void> {
  const manifest = bundledManifest(import.meta.url);
  const limitsOf = (arn: string) => awsUsageLimits(manifest, arn);
  return warehouseLimitsHandler(limitsOf, manifest, inLambda(context))(event);
}

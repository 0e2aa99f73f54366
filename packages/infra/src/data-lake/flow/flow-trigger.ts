import type { Flow } from "@lakewright/config";
import { awsQuotas } from "@lakewright/config/aws-quotas";
import type { CfnFlow } from "aws-cdk-lib/aws-appflow";

type Trigger = CfnFlow.TriggerConfigProperty;
type TriggeredFlow = Pick<
  Flow,
  "direction" | "incremental" | "firstLoad" | "firstLoadCuts" | "overlapSeconds" | "schedule"
>;

export const onDemand: Trigger = { triggerType: "OnDemand" };

/**
 * When a flow runs, and what it reads. There is no start time: it would be in the past at the next update. Without one a
 * rate runs at activation and then keeps its rate, a cron at its hours in UTC.
 */
export function triggerOf(flow: TriggeredFlow): Trigger {
  if (!flow.schedule) return onDemand;
  return {
    triggerType: "Scheduled",
    triggerProperties: {
      scheduleExpression: flow.schedule.expression,
      // A flow that is turned off loses days until somebody notices; failed runs raise an alarm from the first one on.
      flowErrorDeactivationThreshold: awsQuotas.appFlow.failuresInARow,
      ...pull(flow),
    } satisfies CfnFlow.ScheduledTriggerPropertiesProperty,
  };
}

function pull(flow: TriggeredFlow): Partial<CfnFlow.ScheduledTriggerPropertiesProperty> {
  // AppFlow takes increments of a bucket by the time of the files: complete runs would send every file again.
  if (flow.direction === "out") return { dataPullMode: "Incremental" };
  if (!flow.incremental) return { dataPullMode: "Complete" };
  return {
    dataPullMode: "Incremental",
    firstExecutionFrom: firstExecutionFrom(flow).getTime() / 1000,
    // AppFlow reads nothing twice: the offset shifts the whole window back, so that late records fall into the next one.
    ...(flow.overlapSeconds > 0 && { scheduleOffset: flow.overlapSeconds }),
  };
}

/** Before the oldest record of any org. Not 0, which is often taken for "absent". */
const beforeAnyRecord = new Date("1970-01-02T00:00:00Z");

/**
 * Where the first run begins: AppFlow alone would read the last 30 days. After a first load in slices it begins at the last
 * cut, by the incremental field, so that it takes what was created or changed since.
 */
function firstExecutionFrom({ firstLoad, firstLoadCuts }: TriggeredFlow): Date {
  return firstLoadCuts.at(-1) ?? (firstLoad === "full" ? beforeAnyRecord : firstLoad);
}

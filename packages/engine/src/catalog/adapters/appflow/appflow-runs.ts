import {
  type AppflowClient,
  DescribeFlowExecutionRecordsCommand,
  type DescribeFlowExecutionRecordsResponse,
  type ExecutionRecord,
} from "@aws-sdk/client-appflow";
import { isNamed } from "../../../core/adapters/aws/aws-error.ts";
import type { FinishedRun } from "../../domain/end-of-run-event.ts";
import type { FinishedRuns, RunSource } from "../../ports/finished-runs.ts";

/** A run a minute for a week is 10,080 records. */
const maxPages = 120;
const pageSize = 100;

/** Runs by AppFlow's execution records; none for a flow that is declared and not deployed yet. */
export function appFlowRuns(appflow: AppflowClient): FinishedRuns {
  return async (source, since) => {
    const runs: FinishedRun[] = [];
    let nextToken: string | undefined;
    for (let page = 0; page < maxPages; page++) {
      const answer = await recordsOf(appflow, source.flow, nextToken);
      const records = answer.flowExecutions ?? [];
      runs.push(...records.flatMap((record) => finishedRun(source, record) ?? []));
      nextToken = answer.nextToken;
      if (!nextToken || endsBefore(records, since)) break;
    }
    return runs.filter(({ startedAt }) => startedAt >= since);
  };
}

async function recordsOf(
  appflow: AppflowClient,
  flowName: string,
  nextToken: string | undefined,
): Promise<DescribeFlowExecutionRecordsResponse> {
  const command = new DescribeFlowExecutionRecordsCommand({
    flowName,
    maxResults: pageSize,
    nextToken,
  });
  try {
    return await appflow.send(command);
  } catch (error) {
    if (isNamed(error, "ResourceNotFoundException")) return {};
    throw error;
  }
}

/** No order is documented: paging stops early only where the records themselves run from new to old. */
function endsBefore(records: readonly ExecutionRecord[], since: Date): boolean {
  const starts = records.map(({ startedAt }) => startedAt?.getTime() ?? 0);
  const isDescending = starts.every(
    (start, index) => index === 0 || start <= (starts[index - 1] ?? 0),
  );
  const last = starts.at(-1);
  return isDescending && starts.length > 1 && last !== undefined && last < since.getTime();
}

/** Undefined for a run that has not ended, or that says too little of itself to be found. */
function finishedRun(source: RunSource, record: ExecutionRecord): FinishedRun | undefined {
  const { executionId, executionStatus, executionResult, startedAt, lastUpdatedAt } = record;
  const succeeded = executionStatus === "Successful";
  const hasEnded = succeeded || executionStatus === "Error" || executionStatus === "Canceled";
  if (!hasEnded || executionId === undefined || startedAt === undefined) return undefined;
  return {
    ...source,
    ...{ executionId, succeeded, startedAt, endedAt: lastUpdatedAt ?? startedAt },
    rows: executionResult?.recordsProcessed ?? 0,
    failedRows: executionResult?.errorInfo?.putFailuresCount ?? 0,
  };
}

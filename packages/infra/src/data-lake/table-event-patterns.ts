import { awsQuotas } from "@lakewright/config/aws-quotas";
import type { EventPattern } from "aws-cdk-lib/aws-events";

const maxPatternLength = awsQuotas.eventBridge.patternLength;

/**
 * Events of tables that are made or changed, in as few patterns as they fit into. Glue reports a new table for its database
 * and a changed one for itself; events of partitions, which are many, change no permission and are left out.
 */
export function changedTables(databases: readonly string[]): readonly EventPattern[] {
  const patterns: EventPattern[] = [];
  let some: string[] = [];
  for (const database of databases) {
    if (length(patternOf([...some, database])) > maxPatternLength && some.length > 0) {
      patterns.push(patternOf(some));
      some = [];
    }
    some.push(database);
  }
  return some.length > 0 ? [...patterns, patternOf(some)] : patterns;
}

function patternOf(databases: readonly string[]): EventPattern {
  return {
    source: ["aws.glue"],
    detailType: ["Glue Data Catalog Database State Change", "Glue Data Catalog Table State Change"],
    detail: { databaseName: [...databases], typeOfChange: ["CreateTable", "UpdateTable"] },
  };
}

/** Length in the template, where the key is longer by a hyphen. */
function length(pattern: EventPattern): number {
  return JSON.stringify(pattern).length + 1;
}

import type { Template } from "aws-cdk-lib/assertions";
import { type Resource, resourcesOf } from "./deployed-example.ts";

export interface Statement {
  readonly resource: Resource;
  readonly Sid?: string;
  readonly Effect: string;
  readonly Action: readonly string[];
  readonly Resource: readonly unknown[];
  readonly Principal?: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** Every statement of every policy in the templates: of roles, keys, buckets, queues and topics, trust policies left out. */
export function statementsOf(templates: ReadonlyMap<string, Template>): Statement[] {
  return resourcesOf(templates).flatMap((resource) => {
    const { PolicyDocument, KeyPolicy } = resource.Properties;
    const document = (PolicyDocument ?? KeyPolicy) as { Statement: object[] } | undefined;
    return (document?.Statement ?? []).map((statement) => {
      const { Action, Resource: on, ...same } = statement as Record<string, unknown>;
      return {
        ...same,
        resource,
        Action: listOf(Action),
        Resource: listOf(on),
      } as unknown as Statement;
    });
  });
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : value === undefined ? [] : [value];
}

import type { Manifest } from "@lakewright/config";
import {
  type DeclaredSchema,
  dropExternalSchema,
  ownExternalSchema,
  type RedshiftTarget,
  type WarehouseSql,
} from "@lakewright/engine";
import { awsWarehouseSql } from "@lakewright/engine/aws";
import { bundledManifest } from "./bundled-manifest.ts";
import {
  answerCustomResource,
  type CustomResourceEvent,
  type FunctionContext,
  inLambda,
  type LambdaContext,
} from "./custom-resource.ts";
import { errorFields, logLine } from "./log-line.ts";

/** Properties of one external schema, from CloudFormation; a number or boolean would arrive as text. */
export interface SchemaProperties extends DeclaredSchema {
  readonly warehouse: RedshiftTarget;
  /** Prefix of the ARNs of the platform's own Spectrum roles. */
  readonly ownRoles: string;
}

/**
 * One external schema, as CloudFormation calls for it. Its name is its physical id, so that a renamed one is made before
 * the former is dropped. One that somebody else has made is never dropped.
 */
export function externalSchemasHandler(
  sqlOf: (target: RedshiftTarget) => WarehouseSql,
  manifest: Manifest,
  { write, respond, remainingMs }: FunctionContext,
): (event: CustomResourceEvent) => Promise<void> {
  return (event) => {
    const declared = event.ResourceProperties as unknown as SchemaProperties;
    const isOwnRole = (arn: string) => arn.startsWith(declared.ownRoles);
    const answering = { physicalId: declared.name, remainingMs: remainingMs(), respond };
    return answerCustomResource(event, answering, async () => {
      try {
        const sql = sqlOf(declared.warehouse);
        const isGone = event.RequestType === "Delete";
        const statements = isGone
          ? await dropExternalSchema(sql, declared.name, isOwnRole)
          : await ownExternalSchema(sql, declared, isOwnRole);
        const message = isGone ? "schema dropped" : "schema owned";
        write(logLine(manifest, { message, schema: declared.name, statements }));
        return { Statements: String(statements.length) };
      } catch (error) {
        const fields = { schema: declared.name, ...errorFields(error) };
        write(logLine(manifest, { message: "schema not owned", ...fields }));
        throw error;
      }
    });
  };
}

/** Entry point of Lambda. */
export async function handler(event: CustomResourceEvent, context: LambdaContext): Promise<void> {
  const manifest = bundledManifest(import.meta.url);
  const around = inLambda(context);
  const sqlOf = (target: RedshiftTarget) => awsWarehouseSql(target, around.remainingMs() - 15_000);
  return externalSchemasHandler(sqlOf, manifest, around)(event);
}

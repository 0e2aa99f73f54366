import { z } from "zod";
import { text } from "../../schema/text-schema.ts";
import { checkObjectName } from "../values/api-name.ts";
import { flowKeys } from "./flow-keys.ts";

const anyFlowKeys = z.strictObject(flowKeys).partial();
const { environment: _, ...overridable } = flowKeys;

const environments = z
  .record(z.string(), z.strictObject(overridable).partial())
  .optional()
  .describe("Keys that differ in an environment, by its name.");

const objectName = text(checkObjectName).optional();

export const flowObjectSchema = z.strictObject({
  name: objectName.describe("API name of the object at the connector."),
  object_name: objectName.describe("The same as `name`."),
  ...anyFlowKeys.shape,
  environments,
});

export const flowClassSchema = z.strictObject({
  ...anyFlowKeys.shape,
  environments,
  objects: z
    .array(flowObjectSchema)
    .nullable()
    .optional()
    .describe("Objects of the class. What an object says overrides what the class says."),
});

/** `appflow.yaml` */
export const appflowSchema = z.strictObject({
  appflow: z
    .strictObject({
      flow_classes: z
        .record(z.string(), flowClassSchema)
        .nullable()
        .describe("Classes of flows by name. What a class says is the default for its objects."),
    })
    .nullable()
    .describe("AppFlow flows, in the published vocabulary."),
});

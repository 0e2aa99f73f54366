import type { z } from "zod";
import { accessSchema } from "../access/schema/access-schema.ts";
import { appflowSchema } from "../appflow/schema/appflow-schema.ts";
import { connectionsSchema } from "../connections/schema.ts";
import { platformSchema } from "../platform/schema/platform-schema.ts";
import { warehouseSchema } from "../warehouse/schema/warehouse-schema.ts";
import type { SectionName } from "./section-names.ts";

/** The schema of each file of a platform folder. */
export const sectionSchemas = {
  platform: platformSchema,
  connections: connectionsSchema,
  appflow: appflowSchema,
  access: accessSchema,
  warehouse: warehouseSchema,
} as const satisfies Record<SectionName, z.ZodType>;

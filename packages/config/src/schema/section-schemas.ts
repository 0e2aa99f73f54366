import type { z } from "zod";
import type { SectionName } from "../source/section-names.ts";
import { accessSchema } from "./access/access-schema.ts";
import { appflowSchema } from "./appflow-schema.ts";
import { connectionsSchema } from "./connections-schema.ts";
import { platformSchema } from "./platform-schema.ts";
import { warehouseSchema } from "./warehouse/warehouse-schema.ts";

/** The schema of each file of a platform folder. */
export const sectionSchemas = {
  platform: platformSchema,
  connections: connectionsSchema,
  appflow: appflowSchema,
  access: accessSchema,
  warehouse: warehouseSchema,
} as const satisfies Record<SectionName, z.ZodType>;

import { accessRules } from "../access/rules/access-rules.ts";
import { appflowRules } from "../appflow/rules/appflow-rules.ts";
import { connectionsRules } from "../connections/rules/connections-rules.ts";
import { platformRules } from "../platform/rules/platform-rules.ts";
import { warehouseRules } from "../warehouse/rules/warehouse-rules.ts";
import type { Rule } from "./rule.ts";

/** Every rule, section by section. Their order does not matter: problems are sorted by position. */
export const sectionRules: readonly Rule[] = [
  ...platformRules,
  ...connectionsRules,
  ...appflowRules,
  ...accessRules,
  ...warehouseRules,
];

import type { Rule } from "../../sections/rule.ts";
import { connectionComplete } from "./connection-complete.ts";
import { connectionKindSupported } from "./connection-kind-supported.ts";
import { databaseUnique } from "./database-unique.ts";
import { overrideEnvironmentExists } from "./override-environment-exists.ts";
import { secretVariablesUnique } from "./secret-variables-unique.ts";

/** Every rule about connections.yaml. */
export const connectionsRules: readonly Rule[] = [
  connectionComplete,
  connectionKindSupported,
  databaseUnique,
  overrideEnvironmentExists,
  secretVariablesUnique,
];

import { aboutAccess } from "./access-rule.ts";

/** Every entry of access.yaml means one thing: its keys go together, its expressions can be read. */
export const accessReadable = aboutAccess(({ faults }, report) => {
  for (const fault of faults) report(fault);
});

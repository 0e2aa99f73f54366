import { join } from "node:path";

/** The Python packages that the command ships with. */
export const eltRequirements = join(import.meta.dirname, "../../../cli/elt/requirements.txt");

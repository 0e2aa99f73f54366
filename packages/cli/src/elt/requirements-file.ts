import { existsSync } from "node:fs";
import { join } from "node:path";

/** The pinned Python packages, which ship beside the bundle and are one folder further up from the source. */
export function requirementsFile(): string {
  const places = ["..", "../.."].map((up) => join(import.meta.dirname, up, "elt/requirements.txt"));
  const found = places.find((file) => existsSync(file));
  if (found === undefined) throw new Error("elt/requirements.txt is missing from the package");
  return found;
}

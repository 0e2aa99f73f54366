import { readFileSync } from "node:fs";
import { type Manifest, readManifest } from "@lakewright/config";

/** The manifest that is deployed beside a bundle; `bundle` is the bundle's own URL. */
export function bundledManifest(bundle: string): Manifest {
  return readManifest(readFileSync(new URL("./manifest.json", bundle), "utf8"));
}

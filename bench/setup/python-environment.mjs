import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as environments from "../../scripts/python-environment.mjs";
import { root } from "./root.mjs";

const requirements = join(root, "bench/requirements.txt");

/** The Python of the pinned peers, installed if needed. Throws where Python or PyPI is missing. */
export async function pythonEnvironment(say) {
  const environment = await environments.pythonEnvironment(requirements, say);
  if ("missing" in environment) throw new Error(environment.missing);
  return environment.python;
}

/** Version of a pinned package. */
export function pinned(name) {
  const line = new RegExp(`^${name}==(.+)$`, "m").exec(readFileSync(requirements, "utf8"));
  if (!line) throw new Error(`${name} is not in bench/requirements.txt`);
  return line[1];
}

import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as environments from "../../scripts/python-environment.mjs";
import { root } from "./root.mjs";

const requirements = join(root, "bench/requirements.txt");

const awsRequirements = join(root, "packages/engine/test/aws/requirements.txt");

/** The Python of the pinned peers, installed if needed. Throws where Python or PyPI is missing. */
export const pythonEnvironment = (say) => environmentOf(requirements, say);

/** The Python that holds moto and awswrangler, as the tests have it. */
export const awsPythonEnvironment = (say) => environmentOf(awsRequirements, say);

async function environmentOf(file, say) {
  const environment = await environments.pythonEnvironment(file, say);
  if ("missing" in environment) throw new Error(environment.missing);
  return environment.python;
}

/** Version of a pinned package. */
export const pinned = (name) => versionIn(requirements, name);
export const pinnedAws = (name) => versionIn(awsRequirements, name);

function versionIn(file, name) {
  const line = new RegExp(`^${name}==(.+)$`, "m").exec(readFileSync(file, "utf8"));
  if (!line) throw new Error(`${name} is not in ${file}`);
  return line[1];
}

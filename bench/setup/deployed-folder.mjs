import { appendFile } from "node:fs/promises";
import { join } from "node:path";
import { watchedChild } from "../measure/watched-child.mjs";
import { lakewrightBin } from "./root.mjs";

const scaffolded = 3;

/**
 * A platform of `flows` scheduled flows over one connection, as `lakewright init` begins one: with what its deployment
 * needs to pass the policy packs. Answers the folder.
 */
export async function deployedFolder(parent, flows) {
  const name = `flows-${flows}`;
  const secrets = join(parent, `${name}.env`);
  await watchedChild(process.execPath, [lakewrightBin, "init", name, "--secrets", secrets], {
    cwd: parent,
  });
  const more = Array.from(
    { length: flows - scaffolded },
    (_, i) => `        - { name: Object_${String(i).padStart(4, "0")}__c, pii: 0 }\n`,
  );
  await appendFile(join(parent, name, "appflow.yaml"), more.join(""));
  return join(parent, name);
}

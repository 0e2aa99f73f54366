import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { platformFolder } from "./platform-folder.mjs";

/** A platform of these objects, with a role, a tag, a grant and a test for each of them. Answers the folder. */
export async function governedFolder(parent, objects) {
  const folder = await platformFolder(parent, objects, { pii: 1 });
  await writeFile(join(folder, "access.yaml"), access(objects));
  return folder;
}

function access(objects) {
  const lines = (text) => objects.map(text).join("\n");
  return `access:
  roles:
${lines((_, i) => `    r${i}: {}`)}
  assign:
${lines((name) => `    - { on: crm.${name}, columns: [id], tags: { sensitivity: internal } }`)}
  grants:
${lines((name, i) => `    - { to: r${i}, select: crm.${name}, columns: [id] }`)}
  tests:
${lines((name, i) => `    - { name: test ${i}, as: r${i}, on: crm.${name}, rows: all }`)}
`;
}

import { makeAssemblies } from "../../src/make-assemblies.ts";
import { deployedExample } from "../deployed-example.ts";
import { newFolder } from "../new-folder.ts";
import { templatesNow } from "./baseline-files.ts";
import type { Templates } from "./losses.ts";

/** The example as it would be deployed to dev now. */
export async function exampleTemplates(): Promise<Templates> {
  const deployed = await deployedExample();
  const folder = newFolder();
  try {
    const { apps } = makeAssemblies(deployed, folder.path);
    const stacks = apps.flatMap(({ assembly }) => assembly.stacks);
    return templatesNow(stacks, `${deployed.platform.name}-${deployed.environment.standsFor}-`);
  } finally {
    folder.remove();
  }
}

import { makeAssemblies } from "../../src/make-assemblies.ts";
import { deployedExample } from "../deployed-example.ts";
import { newFolder } from "../new-folder.ts";
import { templatesNow } from "./baseline-files.ts";
import type { Templates } from "./losses.ts";

/** The example as it would be deployed to dev now, and the warehouse of prod, which is a cluster and no workgroup. */
export async function exampleTemplates(): Promise<Templates> {
  const prod = Object.entries(await templatesOf("prod"))
    .filter(([stack]) => stack.startsWith("data-warehouse-"))
    .map(([stack, template]) => [`prod-${stack}`, template] as const);
  return { ...(await templatesOf("dev")), ...Object.fromEntries(prod) };
}

async function templatesOf(environment: string): Promise<Templates> {
  const deployed = await deployedExample(environment);
  const folder = newFolder();
  try {
    const { apps } = makeAssemblies(deployed, folder.path);
    const stacks = apps.flatMap(({ assembly }) => assembly.stacks);
    return templatesNow(stacks, `${deployed.platform.name}-${deployed.environment.standsFor}-`);
  } finally {
    folder.remove();
  }
}

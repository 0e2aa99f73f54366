import { businessVaultModels } from "./business-vault-models.ts";
import type { EltInput, GeneratedFiles } from "./elt-input.ts";
import { macroFiles } from "./macro-files.ts";
import { maskingFiles } from "./masking-functions.ts";
import { modelTests } from "./model-tests.ts";
import { projectFiles } from "./project-files.ts";
import { feedsOf, rawVaultModels } from "./raw-vault-models.ts";
import { stagingModels } from "./staging-models.ts";
import { unitTests } from "./unit-tests.ts";

/**
 * The dbt project of an ELT project: the same files for the same input, byte by byte, for DuckDB and Redshift alike. Fails with
 * `unknown_name` where the vault names a column that its feed does not have.
 */
export function generateProject(input: EltInput): GeneratedFiles {
  const { project, warehouse, sources } = input;
  const feeds = feedsOf(sources);
  const vault = warehouse.vault?.project === project.name ? warehouse.vault : undefined;
  return {
    ...projectFiles(input),
    ...macroFiles(),
    ...maskingFiles(),
    ...stagingModels(sources),
    ...(vault ? rawVaultModels(vault, feeds) : {}),
    ...(vault ? businessVaultModels(vault, feeds) : {}),
    ...(vault ? unitTests(vault, feeds) : {}),
    ...modelTests(input),
  };
}

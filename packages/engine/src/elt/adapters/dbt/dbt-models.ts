import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { generatedHooks } from "../../domain/project-files.ts";
import type { EltModel } from "../../ports/elt-builder.ts";

/** The parts of a node of dbt's manifest.json (v12) that say what a model makes. */
export interface ModelNode {
  readonly name: string;
  readonly resource_type?: string;
  readonly language?: string;
  readonly schema?: string;
  readonly alias?: string;
  readonly original_file_path?: string;
  readonly compiled_code?: string;
  readonly depends_on?: { readonly nodes?: readonly string[] };
  readonly config?: {
    readonly enabled?: boolean;
    readonly materialized?: string;
    readonly "pre-hook"?: readonly Hook[];
    readonly "post-hook"?: readonly Hook[];
  };
}

interface Hook {
  readonly sql: string;
}

const knownMaterializations: ReadonlySet<string | undefined> = new Set([
  undefined,
  "view",
  "table",
  "incremental",
  "materialized_view",
]);

interface ManifestOfModels {
  readonly nodes: Readonly<Record<string, ModelNode>>;
  readonly sources: Readonly<Record<string, ModelNode>>;
}

/** `<schema>.<name>` of a node; undefined for what makes no relation. */
export function relationOf(node: ModelNode | undefined): string | undefined {
  return node?.schema && `${node.schema}.${node.alias ?? node.name}`;
}

/** Models and seeds of a manifest. An ephemeral model is part of the SQL of its readers. */
export async function modelsOf(manifest: ManifestOfModels, folder: string): Promise<EltModel[]> {
  const { nodes, sources } = manifest;
  const models: EltModel[] = [];
  for (const node of Object.values(nodes)) {
    const relation = relationOf(node);
    const isRelation = ["model", "seed", "snapshot"].includes(node.resource_type ?? "");
    if (!isRelation || !relation || node.config?.materialized === "ephemeral") continue;
    models.push({
      name: node.name,
      relation,
      inputs: inputsOf(node, nodes).flatMap((id) => relationOf(nodes[id] ?? sources[id]) ?? []),
      makes: await makesOf(node, folder),
      keepsRows: node.config?.materialized === "incremental",
    });
  }
  return models;
}

/** Relations that a node reads; for an ephemeral model among them, those that it reads. */
function inputsOf(node: ModelNode, nodes: ManifestOfModels["nodes"]): string[] {
  return (node.depends_on?.nodes ?? []).flatMap((id) => {
    const read = nodes[id];
    return read?.config?.materialized === "ephemeral" ? inputsOf(read, nodes) : [id];
  });
}

async function makesOf(node: ModelNode, folder: string): Promise<EltModel["makes"]> {
  if (node.resource_type === "seed") return { columns: await headOf(node, folder) };
  if (node.resource_type === "snapshot") return { refused: "snapshots of dbt are not followed" };
  if (node.language !== undefined && node.language !== "sql")
    return { refused: `it is written in ${node.language}, which is not followed` };
  const { materialized, ...config } = node.config ?? {};
  const hooks = [...(config["pre-hook"] ?? []), ...(config["post-hook"] ?? [])];
  if (hooks.some(({ sql }) => !generatedHooks.has(sql)))
    return { refused: "its hooks may write rows that its SQL does not show" };
  if (!knownMaterializations.has(materialized))
    return { refused: `its materialization "${materialized}" is the project's own` };
  const sql = node.compiled_code;
  return sql === undefined ? { refused: "dbt did not compile it" } : { sql };
}

/** The columns of a seed: the first line of its file. */
async function headOf(node: ModelNode, folder: string): Promise<string[]> {
  const text = await readFile(join(folder, node.original_file_path ?? ""), "utf8");
  const [head = ""] = text.replace(/^\uFEFF/, "").split(/\r?\n/, 1);
  return head.split(",").map((name) => name.trim().replace(/^"|"$/g, "").toLowerCase());
}

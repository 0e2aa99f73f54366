import { join } from "node:path";
import type { Environment, Warehouse } from "@lakewright/config";
import type { NextBuild } from "../ports/elt-builder.ts";
import type { EltPorts } from "../ports/elt-ports.ts";

export interface CuratedCall {
  readonly environment: Environment;
  readonly warehouse: Warehouse;
  /** Projects that were built. */
  readonly projects: ReadonlySet<string>;
  readonly loadId: string;
}

/**
 * Writes the marts that say `publish` to the curated zone, each build in its own folder: readers of an older one are not
 * disturbed. Gives the folder of each table by `<schema>.<name>`.
 */
export async function publishCurated(
  { blobs, spoolFolder }: Pick<EltPorts, "blobs" | "spoolFolder">,
  build: NextBuild,
  { environment, warehouse, projects, loadId }: CuratedCall,
): Promise<ReadonlyMap<string, string>> {
  const folders = new Map<string, string>();
  const files: { file: string; uri: string }[] = [];
  for (const { project, schema, tables } of warehouse.marts) {
    if (!projects.has(project)) continue;
    for (const { name } of tables.filter((table) => table.publish)) {
      const file = join(spoolFolder, `${loadId}-${schema}-${name}.parquet`);
      await build.writeParquet({ schema, name }, file);
      const folder = `s3://${environment.buckets.curated}/${schema}/${name}/${loadId}/`;
      folders.set(`${schema}.${name}`, folder);
      files.push({ file, uri: `${folder}part-0.parquet` });
    }
  }
  if (files.length > 0) await blobs.publish(files);
  return folders;
}

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
  const marts = warehouse.marts.filter(({ project }) => projects.has(project));
  for (const { schema, name } of publishedTables(marts)) {
    const file = join(spoolFolder, `${loadId}-${schema}-${name}.parquet`);
    await build.writeParquet({ schema, name }, file);
    const folder = curatedFolder(environment.buckets.curated, { schema, name }, loadId);
    folders.set(`${schema}.${name}`, folder);
    files.push({ file, uri: `${folder}part-0.parquet` });
  }
  if (files.length > 0) await blobs.publish(files);
  return folders;
}

/** Tables that say `publish`. */
export function publishedTables(marts: Warehouse["marts"]): readonly TableName[] {
  return marts.flatMap(({ schema, tables }) =>
    tables.filter(({ publish }) => publish).map(({ name }) => ({ schema, name })),
  );
}

interface TableName {
  readonly schema: string;
  readonly name: string;
}

/** Where a build writes a table in the curated zone. */
export function curatedFolder(bucket: string, { schema, name }: TableName, loadId: string): string {
  return `s3://${bucket}/${schema}/${name}/${loadId}/`;
}

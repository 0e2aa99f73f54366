import type { Flow } from "@lakewright/config";
import { currentSchema, externalSchema } from "@lakewright/config/schema-names";
import {
  builderOf,
  type Catalog,
  isPublishedTable,
  type PartitionRange,
  type Snapshot,
  withdrawnBy,
} from "../../catalog/index.ts";
import { PlatformError } from "../../core/index.ts";
import type {
  LakeRelation,
  PublishedRelation,
  QueryResult,
  RelationUse,
} from "../domain/relation.ts";
import type { QueryPorts } from "../ports/query-ports.ts";
import { currentRelation, externalRelation } from "./lake-relation.ts";

type LakePorts = Omit<QueryPorts, "snapshots">;

/** A SELECT and the flows whose tables it may name. */
export interface LakeStatement {
  readonly flows: readonly Flow[];
  /** ELT projects whose tables it may name; undefined = every table that is published. */
  readonly projects?: readonly string[] | undefined;
  readonly sql: string;
}

/**
 * Answers one SELECT over the catalog: `<profile>_ext.<table>` holds every loaded row with its load date,
 * `<profile>_current.<table>` the object as it is at the source, and the schemas of warehouse.yaml what ELT last published. Only
 * partitions that the statement's predicates select are opened, so that ten thousand days cost what ten cost. Fails with
 * `sql_refused` or `unknown_name`.
 */
export async function queryLake(
  ports: QueryPorts,
  { flows, projects, sql }: LakeStatement,
  signal: AbortSignal,
): Promise<QueryResult> {
  const uses = await ports.lakeQuery.relationsOf(sql);
  const relations: (LakeRelation | PublishedRelation)[] = [];
  // One state for the whole statement, whatever is published meanwhile.
  const state = await ports.snapshots.published();
  for (const [name, sameName] of byName(uses)) {
    const lake = await flowRelation(ports, flows, { name, uses: sameName });
    const gone = lake ? undefined : await notMadeAnyMore(ports.catalog, name, projects);
    if (gone) throw gone;
    const found = lake?.relation ?? (await publishedRelation(ports.catalog, state, name));
    if (!found) throw await unknownRelation(ports, { flows, projects }, name);
    relations.push(found);
  }
  return ports.lakeQuery.query(sql, relations, signal);
}

/** A relation of the lake with the flow that it comes from. */
export interface FlowRelation {
  readonly flow: Flow;
  readonly relation: LakeRelation;
}

/** A relation that a statement names, of the lake or of the published state. */
export type NamedRelation = FlowRelation | { readonly published: PublishedRelation };

/**
 * The relations that a statement names, those of the warehouse from the given state; unknown names are left out. Fails with
 * `sql_refused`.
 */
export async function relationsNamed(
  ports: LakePorts,
  { flows, sql }: LakeStatement,
  state: Snapshot | undefined,
): Promise<readonly NamedRelation[]> {
  const found: NamedRelation[] = [];
  for (const [name, uses] of byName(await ports.lakeQuery.relationsOf(sql))) {
    const relation = await flowRelation(ports, flows, { name, uses });
    const published = relation ? undefined : await publishedRelation(ports.catalog, state, name);
    if (relation) found.push(relation);
    else if (published) found.push({ published });
  }
  return found;
}

/** Names of tables that can be queried now, sorted; of the warehouse, those that these projects built, or without projects all. */
export async function queryableNames(
  ports: Pick<QueryPorts, "catalog" | "snapshots">,
  flows: readonly Flow[],
  projects?: readonly string[],
): Promise<readonly string[]> {
  const state = await ports.snapshots.published();
  const names: string[] = state ? [...(await publishedNames(ports.catalog, projects))] : [];
  for (const flow of incoming(flows)) {
    if (!(await ports.catalog.table(flow.database, flow.table))) continue;
    names.push(
      `${externalSchema(flow.database)}.${flow.table}`,
      `${currentSchema(flow.database)}.${flow.table}`,
    );
  }
  return names.toSorted();
}

function byName(uses: readonly RelationUse[]): ReadonlyMap<string, readonly RelationUse[]> {
  const grouped = new Map<string, RelationUse[]>();
  for (const use of uses) {
    const name = use.schema === "" ? use.name : `${use.schema}.${use.name}`;
    grouped.set(name, [...(grouped.get(name) ?? []), use]);
  }
  return grouped;
}

interface UsedName {
  readonly name: string;
  readonly uses: readonly RelationUse[];
}

async function flowRelation(
  ports: LakePorts,
  flows: readonly Flow[],
  { name, uses }: UsedName,
): Promise<FlowRelation | undefined> {
  for (const flow of incoming(flows)) {
    if (name === `${currentSchema(flow.database)}.${flow.table}`) {
      const relation = await currentRelation(ports, flow);
      if (relation) return { flow, relation };
    }
    if (name !== `${externalSchema(flow.database)}.${flow.table}`) continue;
    const relation = await externalRelation(ports, flow, rangeOf(uses, flow.partitionColumn));
    if (relation) return { flow, relation };
  }
  return undefined;
}

function incoming(flows: readonly Flow[]): readonly Flow[] {
  return flows.filter(({ direction }) => direction === "in");
}

/** The partitions that the uses of a table read together: the union of their ranges, each the intersection of its predicates. */
function rangeOf(uses: readonly RelationUse[], column: string): PartitionRange {
  const ranges = uses.map(({ predicates }) => {
    const own = predicates.filter((predicate) => predicate.column === column);
    return {
      from: own
        .flatMap(({ from }) => from ?? [])
        .toSorted()
        .at(-1),
      to: own.flatMap(({ to }) => to ?? []).toSorted()[0],
    };
  });
  const froms = ranges.map(({ from }) => from);
  const tos = ranges.map(({ to }) => to);
  const from = allKnown(froms)?.toSorted()[0];
  const to = allKnown(tos)?.toSorted().at(-1);
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}

function allKnown(bounds: readonly (string | undefined)[]): readonly string[] | undefined {
  const known = bounds.filter((bound) => bound !== undefined);
  return known.length === bounds.length ? known : undefined;
}

async function unknownRelation(
  ports: QueryPorts,
  { flows, projects }: Pick<LakeStatement, "flows" | "projects">,
  name: string,
): Promise<PlatformError> {
  const names = await queryableNames(ports, flows, projects);
  const table = name.split(".").at(-1) ?? name;
  const same = names.filter((candidate) => candidate.endsWith(`.${table}`));
  const listed = (same.length > 0 ? same : names).slice(0, 12).join(", ");
  return new PlatformError(
    "unknown_name",
    `no table is called "${name}"`,
    names.length === 0
      ? "nothing is loaded yet: lakewright run"
      : `use one of these, with its schema: ${listed}`,
  );
}

/** Why a table that was built once is not answered: what nothing makes any more would show old rows for ever. */
async function notMadeAnyMore(
  catalog: Catalog,
  name: string,
  projects: readonly string[] | undefined,
): Promise<PlatformError | undefined> {
  const [schema = "", table = "", ...rest] = name.split(".");
  const found = rest.length === 0 ? await catalog.table(schema, table) : undefined;
  const builder = found && builderOf(found.input);
  if (!found || builder === undefined) return undefined;
  const loadId = withdrawnBy(found.input);
  if (loadId !== undefined)
    return new PlatformError(
      "unknown_name",
      `no model makes ${name} any more: build ${loadId} withdrew it`,
      "put its model back and build it (lakewright elt), or ask another table: lakewright query --tables",
    );
  if (projects === undefined || projects.includes(builder)) return undefined;
  return new PlatformError(
    "unknown_name",
    `${name} was built by ELT project "${builder}", which warehouse.yaml no longer declares`,
    "declare the project again, or ask another table: lakewright query --tables",
  );
}

/** The table of this name, `<schema>.<table>`, in a published state of the warehouse; undefined if there is none. */
export async function publishedRelation(
  catalog: Catalog,
  state: Snapshot | undefined,
  name: string,
): Promise<PublishedRelation | undefined> {
  const [schema = "", table = "", ...rest] = name.split(".");
  if (!state || rest.length > 0) return undefined;
  const found = await catalog.table(schema, table);
  if (!found || !isPublishedTable(found.input)) return undefined;
  const columns = found.input.StorageDescriptor.Columns.map(({ Name, Type }) => ({
    name: Name,
    type: Type,
  }));
  return { schema, name: table, columns, file: state.file };
}

/** Every table of the warehouse that these projects built, as SQL names it; without projects, every one. */
async function publishedNames(
  catalog: Catalog,
  projects: readonly string[] | undefined,
): Promise<readonly string[]> {
  const names: string[] = [];
  for (const database of await catalog.databases())
    for (const { input } of await catalog.tables(database))
      if (isPublishedTable(input) && (projects?.includes(builderOf(input) ?? "") ?? true))
        names.push(`${database}.${input.Name}`);
  return names;
}

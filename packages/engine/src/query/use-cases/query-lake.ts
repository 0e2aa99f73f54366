import type { Flow } from "@lakewright/config";
import { currentSchema, everyVersionSchemas } from "@lakewright/config/schema-names";
import type { PartitionRange, Snapshot } from "../../catalog/index.ts";
import type {
  LakeRelation,
  PublishedRelation,
  QueryResult,
  RelationUse,
} from "../domain/relation.ts";
import type { Reading } from "../domain/result-reader.ts";
import type { QueryPorts } from "../ports/query-ports.ts";
import { currentRelation, externalRelation } from "./lake-relation.ts";
import { publishedRelation } from "./published-relation.ts";
import { type Declared, incoming } from "./queryable-tables.ts";
import { readingFiles } from "./reading-files.ts";
import { notMadeAnyMore, unknownRelation } from "./unknown-relation.ts";

type LakePorts = Omit<QueryPorts, "snapshots">;

/** A SELECT and what is declared of the tables that it may name. */
export type LakeStatement = Declared & { readonly sql: string };

/**
 * Answers one SELECT over the catalog: `<database>.<table>`, as the catalog names it, holds every loaded row with its
 * load date, and so does `<database>_ext.<table>`; `<database>_current.<table>` holds the object as it is at the source, and the
 * schemas of warehouse.yaml what ELT last published. Only
 * partitions that the statement's predicates select are opened, so that ten thousand days cost what ten cost. Fails with
 * `sql_refused`, `unknown_name` or `file_damaged`.
 */
export async function queryLake(
  ports: QueryPorts,
  statement: LakeStatement,
  signal: AbortSignal,
): Promise<QueryResult> {
  const relations = await relationsOf(ports, statement);
  const read = () => ports.lakeQuery.query(statement.sql, relations, signal);
  return readingFiles(ports, relations, { read, signal });
}

/** The same, handed on as it is read. */
export async function readLake(
  ports: QueryPorts,
  statement: LakeStatement,
  reading: Reading,
): Promise<void> {
  const relations = await relationsOf(ports, statement);
  const read = () => ports.lakeQuery.read(statement.sql, relations, reading);
  await readingFiles(ports, relations, { read, signal: reading.signal });
}

/** What a statement names; fails with `unknown_name` where there is no such table. */
async function relationsOf(
  ports: QueryPorts,
  { flows, warehouse, sql }: LakeStatement,
): Promise<readonly (LakeRelation | PublishedRelation)[]> {
  const uses = await ports.lakeQuery.relationsOf(sql);
  const relations: (LakeRelation | PublishedRelation)[] = [];
  // One state for the whole statement, whatever is published meanwhile.
  const state = await ports.snapshots.published();
  for (const [name, sameName] of byName(uses)) {
    const lake = await flowRelation(ports, flows, { name, uses: sameName });
    const gone = lake ? undefined : await notMadeAnyMore(ports.catalog, name, warehouse);
    if (gone) throw gone;
    const found =
      lake?.relation ?? (await publishedRelation(ports, { flows, warehouse, state, name }));
    if (!found) throw await unknownRelation(ports, { flows, warehouse, name });
    relations.push(found);
  }
  return relations;
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
  { flows, warehouse, sql }: LakeStatement,
  state: Snapshot | undefined,
): Promise<readonly NamedRelation[]> {
  const found: NamedRelation[] = [];
  for (const [name, uses] of byName(await ports.lakeQuery.relationsOf(sql))) {
    const relation = await flowRelation(ports, flows, { name, uses });
    const published = relation
      ? undefined
      : await publishedRelation(ports, { flows, warehouse, state, name });
    if (relation) found.push(relation);
    else if (published) found.push({ published });
  }
  return found;
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
    const schemas = everyVersionSchemas(flow.database);
    const schema = schemas.find((one) => name === `${one}.${flow.table}`);
    if (schema === undefined) continue;
    const relation = await externalRelation(ports, flow, rangeOf(uses, flow.partitionColumn));
    if (relation) return { flow, relation: { ...relation, schema } };
  }
  return undefined;
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

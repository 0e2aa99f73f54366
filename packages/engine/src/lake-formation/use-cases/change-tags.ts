import type { AccessTable } from "../../access/index.ts";
import type { TableState } from "../domain/compile-table.ts";
import { compileDatabaseTags, compileTagKeys } from "../domain/compile-tags.ts";
import type { LakePolicy } from "../domain/lake-policy.ts";
import type { Governance, TagTarget } from "../ports/governance.ts";

type Tags = Readonly<Record<string, string>>;

/** A table, and all that Lake Formation is to know of it. */
export interface CompiledTable {
  readonly table: AccessTable;
  readonly state: TableState;
}

/** Defines every key and value, and tags the platform's databases. */
export async function tagDatabases(governance: Governance, policy: LakePolicy): Promise<void> {
  const keys = compileTagKeys(policy);
  for (const [key, values] of Object.entries(keys)) await governance.ensureTag(key, values);
  for (const database of policy.databases) {
    const [wanted, present] = [
      compileDatabaseTags(policy, database),
      await governance.databaseTags(database),
    ];
    const { set, drop } = difference(wanted, present, keys);
    if (isSome(set)) await governance.tag({ database }, set);
    if (isSome(drop)) await governance.untag({ database }, drop);
  }
}

/**
 * Sets what tables and columns lack, the tables first: what a column does not say it inherits. Answers with what takes
 * off the tags that are no longer wanted, to be done last. Keys that the platform does not declare are left alone.
 */
export async function changeTags(
  governance: Governance,
  policy: LakePolicy,
  compiled: readonly CompiledTable[],
): Promise<readonly (() => Promise<void>)[]> {
  const keys = compileTagKeys(policy);
  const later: (() => Promise<void>)[] = [];
  for (const { table: described, state } of compiled) {
    const { database, name: table } = described;
    const wanted = state.tags;
    const present = await governance.tableTags(database, table);
    const change = async (target: TagTarget, to: Tags, from: Tags) => {
      const { set, drop } = difference(to, from, keys);
      if (isSome(set)) await governance.tag(target, set);
      if (isSome(drop)) later.push(() => governance.untag(target, drop));
    };
    await change({ database, table }, wanted.table, present.table);
    const names = [...new Set([...wanted.columns.keys(), ...present.columns.keys()])];
    const alike = groupAlike(names, (name) => [
      wanted.columns.get(name) ?? {},
      present.columns.get(name) ?? {},
    ]);
    for (const { columns, to, from } of alike) await change({ database, table, columns }, to, from);
  }
  return later;
}

/** Columns with the same tags now and later are changed in one call. */
function groupAlike(names: readonly string[], tagsOf: (name: string) => readonly [Tags, Tags]) {
  const groups = new Map<string, { columns: string[]; to: Tags; from: Tags }>();
  for (const name of names) {
    const [to, from] = tagsOf(name);
    const key = JSON.stringify([Object.entries(to).sort(), Object.entries(from).sort()]);
    const group = groups.get(key) ?? { columns: [], to, from };
    group.columns.push(name);
    groups.set(key, group);
  }
  return [...groups.values()];
}

function difference(to: Tags, from: Tags, keys: Readonly<Record<string, unknown>>) {
  const entries = (tags: Tags, keep: (key: string, value: string) => boolean) =>
    Object.fromEntries(Object.entries(tags).filter(([key, value]) => keep(key, value)));
  return {
    set: entries(to, (key, value) => from[key] !== value),
    drop: entries(from, (key) => !Object.hasOwn(to, key) && Object.hasOwn(keys, key)),
  };
}

function isSome(tags: Tags): boolean {
  return Object.keys(tags).length > 0;
}

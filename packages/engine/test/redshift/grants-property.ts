import type { Grant, Mask, RowExpression } from "@lakewright/config";
import fc from "fast-check";
import { expect } from "vitest";
import { ownWarehouseGrants } from "../../src/redshift/use-cases/own-warehouse-grants.ts";
import { type SampleAccess, sampleAccess } from "../access/sample-access.ts";
import { key } from "./model-key.ts";
import { modelSql } from "./model-sql.ts";
import {
  buildRelations,
  registeredRelations,
  sampleRelations,
  textColumns,
  warehouseManifest,
} from "./sample-warehouse.ts";
import { seenInModel } from "./seen-in-model.ts";
import { emptyModel, type WarehouseModel } from "./warehouse-model.ts";

const at = { file: "access.yaml", line: 1, column: 1 };
const everyRole = ["analyst", "manager", "steward", "dbt"];
const role = fc.constantFrom(...everyRole);
const relation = fc.constantFrom(...sampleRelations);
const column = fc.constantFrom(...textColumns, "calls");
const names = fc.subarray([...textColumns, "calls"], { minLength: 1 });

const rows: fc.Arbitrary<RowExpression> = fc.oneof(
  fc.record({
    kind: fc.constant("compare" as const),
    column: fc.constantFrom(...textColumns),
    operator: fc.constantFrom("=" as const, "!=" as const),
    value: fc.constantFrom("a", "it's", "b\\"),
  }),
  fc.record({
    kind: fc.constant("is_null" as const),
    column: fc.constantFrom(...textColumns),
    negated: fc.boolean(),
  }),
);

/** Some of the roles with grants of columns and of filtered rows, and masks, on the sample's relations. */
const access: fc.Arbitrary<SampleAccess> = fc
  .record({
    there: fc.subarray(everyRole, { minLength: 1 }),
    grants: fc.array(
      fc.record({ to: role, relation, names, rows: fc.option(rows, { nil: undefined }) }),
      { maxLength: 5 },
    ),
    masks: fc.array(
      fc.record({
        roles: fc.subarray(everyRole, { minLength: 1 }),
        relation,
        column,
        as: fc.constantFrom<Mask["as"]>({ kind: "hash" }, { kind: "constant", value: "x" }),
      }),
      { maxLength: 3 },
    ),
  })
  .map(({ there, grants, masks }) => {
    const named = grants.map((grant, index) => ({ ...grant, filter: `f${index}` }));
    return {
      roles: Object.fromEntries(there.map((name) => [name, { iamRole: `gtm-dev-${name}` }])),
      filters: Object.fromEntries(
        named.map(({ filter, relation: [database, table], rows: of, names: listed }) => [
          filter,
          { database, table, rows: of, columns: { kind: "include" as const, names: listed } },
        ]),
      ),
      grants: named
        .filter(({ to }) => there.includes(to))
        .map(({ to, filter }): Partial<Grant> => ({ to, resource: { kind: "filter", filter } })),
      masks: masks.map(({ relation: [database, table], ...mask }) => ({
        ...mask,
        ...{ database, table, at },
      })),
    };
  });

/** Changes by hand between two runs. */
type Meddling = (model: WarehouseModel) => void;
const meddling: fc.Arbitrary<Meddling> = fc.oneof(
  fc.tuple(role, relation).map(
    ([to, on]): Meddling =>
      (model) => {
        model.schemaPrivileges.add(key(on[0], "USAGE", to));
        model.relationPrivileges.add(key(key(...on), "SELECT", to));
      },
  ),
  fc.tuple(role, relation, column).map(
    ([to, on, of]): Meddling =>
      (model) => {
        model.schemaPrivileges.add(key(on[0], "USAGE", to));
        model.columnPrivileges.add(key(key(...on), of, "SELECT", to));
      },
  ),
  role.map(
    (to): Meddling =>
      (model) =>
        void model.members.add(key("role", "theirs", to)),
  ),
  relation.map(
    (on): Meddling =>
      (model) =>
        void model.secured.add(key(...on)),
  ),
  fc.nat(20).map(
    (index): Meddling =>
      (model) => {
        const [one] = [...model.maskAttachments.keys()].slice(index);
        if (one !== undefined) model.maskAttachments.delete(one);
      },
  ),
  fc.nat(20).map(
    (index): Meddling =>
      (model) => {
        const [one] = [...model.rowAttachments].slice(index);
        if (one !== undefined) model.rowAttachments.delete(one);
      },
  ),
  fc.tuple(role, relation, fc.constantFrom(...textColumns)).map(
    ([to, on, of]): Meddling =>
      (model) => {
        model.maskPolicies.set("theirs", `"${of}"`);
        const foreign = key(key(...on), "theirs", of, to);
        const taken = [...model.maskAttachments].some(
          ([text, priority]) =>
            priority === 7 || (text.includes(JSON.stringify(of)) && text.includes(`"${to}"`)),
        );
        if (!taken) model.maskAttachments.set(foreign, 7);
      },
  ),
);

async function applied(
  model: WarehouseModel,
  parts: SampleAccess,
  { former = [], onChange }: { former?: readonly string[]; onChange?: () => void } = {},
) {
  const catalog = await registeredRelations();
  const manifest = warehouseManifest(sampleAccess(parts));
  return ownWarehouseGrants({ sql: modelSql(model, onChange), catalog }, manifest, former);
}

function builtModel(secured: Iterable<string> = []): WarehouseModel {
  const model = emptyModel();
  buildRelations(model);
  for (const relation of secured) model.secured.add(relation);
  return model;
}

/** From any state of the warehouse, a run brings it to its declaration, and shows nobody more on the way. */
export async function assertGrantsConverge(numRuns: number): Promise<void> {
  const hands = fc.array(meddling, { maxLength: 5 });
  await fc.assert(fc.asyncProperty(access, access, hands, converges), { numRuns });
}

async function converges(one: SampleAccess, two: SampleAccess, hands: readonly Meddling[]) {
  const model = builtModel();
  await applied(model, one);
  for (const name of everyRole) model.roles.add(name);
  for (const meddle of hands) meddle(model);

  const before = seenInModel(model);
  const between: ReadonlyMap<string, string>[] = [];
  const onChange = () => void between.push(seenInModel(model));
  const report = await applied(model, two, { former: everyRole, onChange });
  expect(report).toMatchObject({ failed: [], pending: [] });

  const after = seenInModel(model);
  const more = between.flatMap((seen) =>
    [...seen].filter(([cell, as]) => as !== before.get(cell) && as !== after.get(cell)),
  );
  expect(more).toEqual([]);
  expect((await applied(model, two, { former: everyRole })).statements).toEqual([]);

  // The earlier state makes no difference, except that row-level security stays on.
  const fresh = builtModel(model.secured);
  await applied(fresh, two);
  expect(new Map([...seenInModel(fresh)].sort())).toEqual(new Map([...after].sort()));
}

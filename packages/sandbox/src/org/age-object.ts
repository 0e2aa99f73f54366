import type { AgeingStep } from "./ageing-step.ts";
import { diceFor, rowOfId } from "./dice.ts";
import { type Column, columnsOf, selectList } from "./generate-table.ts";
import { hasField } from "./object-spec.ts";
import type { DayReport } from "./org.ts";
import { type Picked, pickChanges } from "./pick-changes.ts";
import { idPrefix, recordIdSql } from "./record-id.ts";
import { identifier, quoted } from "./value.ts";

/** Row changes of the day; the numbering of the object moves on with the rows it gets. */
export async function ageObject(
  step: AgeingStep,
): Promise<Omit<DayReport, "addedFields" | "removedFields">> {
  const picked = await pickChanges(step);
  const updated = await update(step, picked, "updated");
  const lateUpdated = await update(step, picked, "lateUpdated");
  const softDeleted = await softDelete(step, picked);
  const formulaChanged = await driftFormulas(step, picked);
  const hardDeleted = await hardDelete(step, picked);
  await create(step, picked);
  const { created } = picked;
  const lateCommitted = picked.lateCreated + lateUpdated;
  const object = step.object.spec.name;
  return { object, created, updated, softDeleted, hardDeleted, lateCommitted, formulaChanged };
}

/** Edits rows; every fifth is a system change, which leaves LastModifiedDate as it was. */
async function update(step: AgeingStep, picked: Picked, kind: "updated" | "lateUpdated") {
  if (picked[kind] === 0) return 0;
  const { object, bag, window } = step;
  const stamp = window.stamp(kind, "sandbox_rank // 40");
  const dice = diceFor(bag, object.spec.name, { row: rowOfId, turn: window.day });
  const edits = object.spec.fields.flatMap(({ metadata, edit }) =>
    edit ? columnsOf([{ metadata, derived: false, value: edit }], dice) : [],
  );
  const stamps = [
    { name: "SystemModstamp", expression: stamp },
    {
      name: "LastModifiedDate",
      expression: hasField(object.spec, "SystemModstamp")
        ? `CASE WHEN sandbox_rank % 5 = 4 THEN LastModifiedDate ELSE ${stamp} END`
        : stamp,
    },
  ].filter(({ name }) => hasField(object.spec, name));
  const count = await change(step, kind, { columns: [...edits, ...stamps] });
  const derived = object.spec.fields.filter((each) => each.derived);
  if (derived.length > 0) await change(step, kind, { columns: columnsOf(derived, dice) });
  return count;
}

async function softDelete(step: AgeingStep, picked: Picked): Promise<number> {
  if (picked.softDeleted === 0) return 0;
  const stamp = step.window.stamp("softDeleted", "sandbox_rank // 10");
  const count = await change(step, "softDeleted", {
    columns: [
      { name: "IsDeleted", expression: "true" },
      { name: "SystemModstamp", expression: stamp },
    ],
  });
  await remember(step, "softDeleted", stamp);
  return count;
}

/** Formula values move without any stamp, as when another record or a setting changed. */
async function driftFormulas(step: AgeingStep, picked: Picked): Promise<number> {
  const formulas = step.object.spec.fields.filter(({ metadata }) => metadata.calculated);
  if (picked.formulaChanged === 0 || formulas.length === 0) return 0;
  const drifted = formulas.map(({ metadata: { name } }) => ({
    name,
    expression: `round(${identifier(name)} * 1.05 + 1, 2)`,
  }));
  const known = formulas.map(({ metadata: { name } }) => `${identifier(name)} IS NOT NULL`);
  return change(step, "formulaChanged", { columns: drifted, where: known.join(" OR ") });
}

async function hardDelete(step: AgeingStep, picked: Picked): Promise<number> {
  if (picked.hardDeleted === 0) return 0;
  await remember(step, "hardDeleted", step.window.stamp("hardDeleted", "sandbox_rank"));
  return run(
    step,
    `DELETE FROM ${identifier(step.object.spec.name)} WHERE Id IN
     (SELECT sandbox_id FROM sandbox_picks WHERE sandbox_kind = 'hardDeleted')`,
  );
}

/** New rows, the late ones last: freshly generated, or copies where the rows came from a file. */
async function create(step: AgeingStep, { created, lateCreated }: Picked): Promise<void> {
  const count = created + lateCreated;
  if (count === 0) return;
  const { object, window } = step;
  const first = object.nextNumber;
  object.nextNumber += count;
  const block = `(i - ${first}) // 40`;
  const stamp = `CASE WHEN i < ${first + created} THEN ${window.stamp("created", block)}
    ELSE ${window.stamp("lateCreated", block)} END`;
  const added = { first, created, count, stamp };
  const rows = object.spec.source ? copiedRows(step, added) : generatedRows(step, added);
  await run(step, `INSERT INTO ${identifier(object.spec.name)} BY NAME ${rows}`);
}

interface NewRows {
  /** Number of the first new row. */
  readonly first: number;
  /** Rows, the late ones included. */
  readonly count: number;
  /** Rows that are not late. */
  readonly created: number;
  /** SQL: when row `i` was created. */
  readonly stamp: string;
}

function generatedRows({ object, bag }: AgeingStep, { first, count, stamp }: NewRows): string {
  const columns = columnsOf(object.spec.fields, diceFor(bag, object.spec.name)).map((column) =>
    stampNames.has(column.name) ? { ...column, expression: stamp } : column,
  );
  return `SELECT ${selectList(columns)} FROM range(${first}, ${first + count}) numbers(i)`;
}

function copiedRows({ object, bag }: AgeingStep, { first, created, stamp }: NewRows): string {
  const id = recordIdSql(idPrefix(object.spec.keyPrefix, bag.pod), "i");
  const stamps = [...stampNames].filter((name) => hasField(object.spec, name));
  const replaced = [
    { name: "Id", expression: id },
    ...stamps.map((name) => ({ name, expression: stamp })),
  ];
  return `SELECT * EXCLUDE (i) REPLACE (${selectList(replaced)}) FROM
    (SELECT copied.*, ${first} + sandbox_rank + if(sandbox_kind = 'created', 0, ${created}) AS i
     FROM ${identifier(object.spec.name)} copied JOIN sandbox_picks ON Id = sandbox_id
     WHERE sandbox_kind IN ('created', 'lateCreated'))`;
}

function change(
  step: AgeingStep,
  kind: string,
  { columns, where = "true" }: { readonly columns: readonly Column[]; readonly where?: string },
): Promise<number> {
  const assignments = columns.map(({ name, expression }) => `${identifier(name)} = ${expression}`);
  return run(
    step,
    `UPDATE ${identifier(step.object.spec.name)} SET ${assignments.join(", ")}
     FROM sandbox_picks WHERE Id = sandbox_id AND sandbox_kind = '${kind}' AND (${where})`,
  );
}

function remember(step: AgeingStep, kind: string, stamp: string): Promise<number> {
  return run(
    step,
    `INSERT INTO sandbox_deleted SELECT ${quoted(step.object.spec.name)}, sandbox_id, ${stamp}
     FROM sandbox_picks WHERE sandbox_kind = '${kind}' ORDER BY sandbox_rank`,
  );
}

async function run({ connection }: AgeingStep, sql: string): Promise<number> {
  return (await connection.run(sql)).rowsChanged;
}

const stampNames = new Set(["CreatedDate", "LastModifiedDate", "SystemModstamp", "LoginTime"]);

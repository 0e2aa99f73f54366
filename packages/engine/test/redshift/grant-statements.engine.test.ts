import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { pythonOrSkip } from "../../../../scripts/python-environment.mjs";
import { stateQueries } from "../../src/redshift/domain/warehouse-state-queries.ts";
import { ownWarehouseGrants } from "../../src/redshift/use-cases/own-warehouse-grants.ts";
import { sampleAccess } from "../access/sample-access.ts";
import { eltRequirements } from "../elt/elt-requirements.ts";
import { modelSql } from "./model-sql.ts";
import { buildRelations, registeredRelations, warehouseManifest } from "./sample-warehouse.ts";
import { emptyModel } from "./warehouse-model.ts";

/** Parses each as Redshift's own SQL; a statement that sqlglot only carries along as a command is no proof. */
const judge = `
import json, sys, sqlglot
for sql in json.load(sys.stdin):
    try:
        trees = sqlglot.parse(sql, read="redshift")
        assert len(trees) == 1 and not list(trees[0].find_all(sqlglot.exp.Command)), "no statement that it knows"
    except Exception as error:
        print(sql, "|", str(error)[:200])
`;

/** Statements about policies and roles, which sqlglot knows as commands alone: what they hold of SQL is parsed apart. */
function parts(sql: string): readonly string[] {
  if (/^(CREATE|ALTER|DROP|ATTACH|DETACH) (RLS|MASKING|ROLE|USER|EXTERNAL)/.test(sql)) {
    const [, using] = / USING \((.*)\)$/s.exec(sql) ?? [];
    const [, taken] = / WITH \((.*)\) USING/s.exec(sql) ?? [];
    return [
      ...(using === undefined || sql.startsWith("ATTACH") ? [] : [`SELECT ${using} FROM t`]),
      ...(taken === undefined ? [] : [`CREATE TABLE t (${taken})`]),
    ];
  }
  if (/^(GRANT|REVOKE) ROLE|ROW LEVEL SECURITY|REVOKE EXECUTE/.test(sql)) return [];
  return [sql.replace(/ AUTHORIZATION "[^"]+"$/, "")];
}

test("sqlglot's Redshift parser takes questions, grants and the expressions of policies", async (context) => {
  const python = await pythonOrSkip(eltRequirements, context);
  const model = emptyModel();
  buildRelations(model);
  const table = { database: "mart_a", table: "customers" };
  const at = { file: "access.yaml", line: 1, column: 1 };
  const access = sampleAccess({
    roles: { analyst: { iamRole: "a" }, manager: { iamRole: "b" }, dbt: { iamRole: "c" } },
    filters: {
      f: {
        ...table,
        rows: {
          kind: "and",
          parts: [
            { kind: "like", column: "name", pattern: "a\\%b'_", negated: true },
            { kind: "in", column: "id", values: ["it's", "\\"], negated: false },
            { kind: "between", column: "calls", low: 1, high: 2.5, negated: false },
          ],
        },
        columns: { kind: "include", names: ["id", "name"] },
      },
    },
    grants: [{ resource: { kind: "filter", filter: "f" } }, { to: "manager" }],
    masks: [
      { ...table, column: "email", roles: ["analyst"], as: { kind: "hash" }, at },
      { ...table, column: "calls", roles: ["analyst"], as: { kind: "constant", value: "x" }, at },
    ],
  });
  const catalog = await registeredRelations();
  const { statements } = await ownWarehouseGrants(
    { sql: modelSql(model), catalog },
    warehouseManifest(access),
  );
  const all = [...Object.values(stateQueries), ...statements].flatMap(parts);
  expect(all.length).toBeGreaterThan(25);
  const input = JSON.stringify(all);
  expect(execFileSync(python, ["-c", judge], { input, encoding: "utf8" })).toBe("");
});

import { join } from "node:path";
import { readManifest, readPlatform, writeManifest } from "@lakewright/config";
import { expect, test } from "vitest";
import { readingRoles } from "../../src/access/domain/access-matrix.ts";
import { declaredTable } from "../../src/access/domain/declared-table.ts";
import type { Row } from "../../src/access/domain/evaluate-row.ts";
import { compilePlatform } from "../../src/lake-formation/domain/compile-platform.ts";
import { compileTable } from "../../src/lake-formation/domain/compile-table.ts";
import { lakePolicy } from "../../src/lake-formation/domain/lake-policy.ts";
import { compiledState, shownByEvaluator, shownByService } from "./compiled-state.ts";

const example = join(import.meta.dirname, "../../../../examples/gtm");

async function gtm(environment: string) {
  const read = await readPlatform(example);
  const declared = read.ok ? read.platform.environments[environment] : undefined;
  if (!read.ok || !declared) throw new Error(`the example has no ${environment}`);
  // As the handlers read it: from the manifest beside them.
  const policy = lakePolicy(readManifest(writeManifest(read.platform, declared)));
  const loading = declared.flows.filter(({ direction }) => direction === "in");
  return { policy, tables: loading.map((flow) => declaredTable(flow, [policy.access])) };
}

/** Rows in which each filter of the example holds or not. */
const rows: readonly Row[] = ["Germany", "France", "Spain"].flatMap((country) =>
  [true, false].flatMap((speaker) =>
    ["Completed", "Planned"].flatMap((result) =>
      ["Phone", "Visit"].map((channel) => ({
        billingcountry: country,
        mailingcountry: country,
        is_speaker__c: speaker,
        result__c: result,
        channel__c: channel,
      })),
    ),
  ),
);

test.each(["dev", "prod"])(
  "in %s, each persona of the example sees of every table what the matrix promises, cell by cell",
  async (environment) => {
    const { policy, tables } = await gtm(environment);
    const personas = readingRoles(policy.access);
    expect(personas).toHaveLength(8);
    expect(tables).toHaveLength(11);
    let seen = 0;
    for (const table of tables) {
      const state = compiledState(policy, table);
      for (const role of personas) {
        const arn = `arn:aws:iam::${policy.manifest.environment.account}:role/gtm-${environment}-${role.replaceAll("_", "-")}`;
        for (const row of rows) {
          const shown = shownByService(policy, state, arn, row);
          expect([table.name, role, shown]).toEqual([
            table.name,
            role,
            shownByEvaluator(policy, role, table, row),
          ]);
          seen += shown.length;
        }
      }
    }
    expect(seen).toBeGreaterThan(0);
  },
);

test("of the example, nothing is withheld and every role has an IAM role", async () => {
  const { policy, tables } = await gtm("dev");
  expect(policy.withoutIamRole).toEqual([]);
  const compiled = [compilePlatform(policy), ...tables.map((table) => compileTable(policy, table))];
  expect(compiled.flatMap(({ withheld }) => withheld)).toEqual([]);
});

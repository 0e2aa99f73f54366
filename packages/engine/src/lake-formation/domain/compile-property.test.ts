import type { Access } from "@lakewright/config";
import fc from "fast-check";
import { expect, test } from "vitest";
import { randomColumns, randomRow } from "../../../test/access/row-arbitraries.ts";
import {
  type SampleAccess,
  sampleAccess,
  sampleTable,
} from "../../../test/access/sample-access.ts";
import { randomPolicy } from "../../../test/gate/random-policy.ts";
import {
  compiledState,
  shownByEvaluator,
  shownByService,
} from "../../../test/lake-formation/compiled-state.ts";
import { sampleManifest } from "../../../test/lake-formation/sample-manifest.ts";
import type { AccessTable } from "../../access/domain/access-table.ts";
import { canRead } from "../../access/domain/held-permissions.ts";
import { lakePolicy } from "./lake-policy.ts";

/** Enough to find each mistake that was made here on purpose, in about a second. */
const runs = 150;
const account = "111122223333";
const arn = (role: string) => `arn:aws:iam::${account}:role/${role}`;
const roles = ["analyst", "somebody_else", "curator"];

/** Policies as elsewhere, with IAM roles, a steward of its own, tag policies on sensitivity, and grants on all tables. */
const policy: fc.Arbitrary<SampleAccess> = fc
  .record({
    parts: randomPolicy,
    sensitivities: fc.array(fc.subarray(["personal", "none", "unclassified"], { minLength: 1 }), {
      maxLength: 2,
    }),
    to: fc.constantFrom("analyst", "field_force", "all_iam_principals", "curator"),
    wide: fc.constantFrom(["describe"], ["alter"], ["select", "alter"], ["select"], undefined),
  })
  .map(({ parts, sensitivities, to, wide }) => ({
    ...parts,
    roles: {
      ...parts.roles,
      analyst: { ...parts.roles?.analyst, iamRole: "analyst" },
      somebody_else: { iamRole: arn("somebody_else") },
      curator: { kind: "steward" as const, groups: ["field_force"], iamRole: "curator" },
    },
    grants: [
      ...(parts.grants ?? []),
      ...sensitivities.map((values) => ({
        to,
        resource: {
          kind: "tags" as const,
          level: "table" as const,
          expression: { sensitivity: values },
        },
      })),
      ...(wide
        ? [
            {
              to,
              resource: { kind: "all_tables" as const, database: "crm" },
              permissions: [...wide],
            },
          ]
        : []),
    ],
  }));

const table: fc.Arbitrary<AccessTable> = fc
  .constantFrom("none", "personal", "unclassified" as const)
  .map((sensitivity) =>
    sampleTable({
      sensitivity,
      columns: ["id", ...Object.keys(randomColumns), "new"].map((name) => ({
        name,
        drifted: name === "new",
      })),
    }),
  );

const policyOf = (parts: SampleAccess) => lakePolicy(sampleManifest(sampleAccess(parts), account));

test("Lake Formation, given what is compiled, shows each role in each row exactly what the rules say", () => {
  fc.assert(
    fc.property(policy, table, randomRow, (parts, known, row) => {
      const rules = policyOf(parts);
      const state = compiledState(rules, known);
      for (const role of roles)
        expect(shownByService(rules, state, arn(role), row)).toEqual(
          shownByEvaluator(rules, role, known, row),
        );
    }),
    { numRuns: runs },
  );
});

/** Where IAM alone decides, Lake Formation closes nothing: declared so, and shown so by the matrix. */
const leavesToIam = ({ grants }: Access) =>
  grants.some(({ to, permissions }) => to === "iam_allowed_principals" && canRead(permissions));

test("a column that is added without compiling again is shown to nobody but stewards by tags", () => {
  fc.assert(
    fc.property(policy, table, randomRow, (parts, known, row) => {
      const rules = policyOf(parts);
      const { access } = rules;
      fc.pre(!leavesToIam(access));
      const before = compiledState(rules, known);
      const after = { ...before, columns: [...before.columns, "late"] };
      for (const role of roles) {
        const shown = shownByService(rules, after, arn(role), row);
        const steward = access.roles[role]?.kind === "steward";
        const byTags = before.permissions.some(
          ({ principal, resource }) => principal === arn(role) && resource.kind === "tags",
        );
        if (!(steward && byTags)) expect(shown).not.toContain("late");
      }
    }),
    { numRuns: runs },
  );
});

test("no wildcard over columns, no list of excluded columns and no permission that reads is granted on a whole table", () => {
  fc.assert(
    fc.property(policy, table, (parts, known) => {
      const rules = policyOf(parts);
      fc.pre(!leavesToIam(rules.access));
      for (const { resource, permission } of compiledState(rules, known).permissions) {
        expect(resource.kind).not.toBe("all_columns");
        if (resource.kind === "table" || resource.kind === "all_tables")
          expect(["alter", "drop", "describe"]).toContain(permission);
      }
    }),
    { numRuns: runs },
  );
});

import { expect, test } from "vitest";
import {
  accountColumns,
  type SampleAccess,
  sampleAccess,
  sampleColumns,
  sampleTable,
  tagged,
} from "../../../test/access/sample-access.ts";
import { hiddenColumns } from "./hidden-columns.ts";

const at = (line: number) => ({ file: "/platform/access.yaml", line, column: 5 });
const hidden = (parts: SampleAccess, table = sampleTable()) =>
  hiddenColumns(sampleAccess(parts))("analyst", table);
const phone = { kind: "columns", database: "crm", table: "account", columns: ["phone"] } as const;

test("each hidden column has the rules that hide it, with their places", () => {
  const grants = [
    { id: "sells", resource: accountColumns("include", "id"), at: at(12) },
    { id: "calls", resource: { kind: "filter", filter: "german" } as const, at: at(13) },
  ];
  const columns = { kind: "include", names: ["id"] } as const;
  const filters = { german: { columns, at: at(4) } };
  const assignments = [{ ...tagged(phone, "sensitivity", "personal"), at: at(7) }];
  expect(hidden({ grants, filters, assignments })).toEqual([
    {
      columns: ["name"],
      because: [
        "grant sells to analyst does not list it (access.yaml:12:5)",
        "grant calls to analyst filter german does not list it (access.yaml:13:5, filter: access.yaml:4:5)",
        "its sensitivity is none, by its flow in appflow.yaml",
      ],
    },
    {
      columns: ["phone"],
      because: [
        "grant sells to analyst does not list it (access.yaml:12:5)",
        "grant calls to analyst filter german does not list it (access.yaml:13:5, filter: access.yaml:4:5)",
        "its sensitivity is personal, by access.yaml:7:5",
      ],
    },
  ]);
});

test("a role without a grant, a table that is closed on purpose, a mask and a column that nobody classified say so", () => {
  const roles = { analyst: { at: at(2) } };
  const all = ["id", "name", "phone", "load_date"];
  expect(hidden({ roles })).toMatchObject([
    {
      columns: all,
      because: [
        'no grant to "analyst" or its groups concerns the table (role: access.yaml:2:5)',
        "its sensitivity is none, by its flow in appflow.yaml",
      ],
    },
  ]);
  const closed = [{ database: "crm", table: "account", reason: "payroll", at: at(9) }];
  expect(hidden({ closed })[0]?.because[0]).toBe("closed on purpose: payroll (access.yaml:9:5)");
  const mask = { database: "crm", table: "account", column: "phone", roles: ["analyst"] };
  const masks = [{ ...mask, as: { kind: "hash" }, at: at(20) } as const];
  const masked = hidden({ masks, grants: [{ resource: accountColumns("include", "id", "name") }] });
  expect(masked).toMatchObject([{ columns: ["phone"] }]);
  expect(masked[0]?.because[0]).toBe("mask (hash) (access.yaml:20:5)");
  const columns = [...sampleColumns("id"), { name: "phone", drifted: true }];
  expect(hidden({ grants: [{}] }, sampleTable({ columns }))[0]).toMatchObject({
    columns: ["phone"],
    because: [
      "closed: unclassified, until a steward classifies it",
      expect.stringContaining("a steward must classify it"),
      "its sensitivity is unclassified, by drift: it is new at the source",
    ],
  });
});

test("what is seen in full or in some rows is not hidden", () => {
  expect(hidden({ grants: [{}] })).toEqual([]);
});

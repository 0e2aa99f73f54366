import type { AccessException } from "@lakewright/config";
import { expect, test } from "vitest";
import {
  account,
  accountColumns,
  type SampleAccess,
  sampleAccess,
  sampleTable,
  tagged,
} from "../../../test/access/sample-access.ts";
import { diffAccess } from "./diff-access.ts";
import { guardedWidenings } from "./guarded-widenings.ts";

const personal = sampleTable({ sensitivity: "personal" });
const phone = { ...account, kind: "columns", columns: ["phone"] } as const;
const everything = { grants: [{}] };
const nameOnly = { grants: [{ resource: accountColumns("include", "name") }] };
const today = new Date("2026-11-23T12:00:00Z");
const approval = (on: string, expires = "2026-11-23"): AccessException => ({
  finding: "widened_access",
  on,
  owner: "steward",
  reason: "agreed",
  expires: new Date(expires),
  at: { file: "access.yaml", line: 1, column: 1 },
});

function widenings(before: SampleAccess, after: SampleAccess, tables = [[personal], [personal]]) {
  const base = { access: sampleAccess(before), tables: tables[0] ?? [] };
  const head = { access: sampleAccess(after), tables: tables[1] ?? [] };
  return guardedWidenings({ base, head }, diffAccess(base, head), today);
}

test("more personal columns are a widening that nobody has approved", () => {
  expect(widenings(nameOnly, everything)).toEqual([
    {
      kind: "columns",
      role: "analyst",
      on: "analyst crm.account",
      message: "analyst sees more of crm.account: id, phone",
      approval: undefined,
      void: undefined,
    },
  ]);
});

test("an approval counts from the base alone, and until the end of its day", () => {
  const approved = approval("analyst crm.account");
  const inBase = widenings({ ...nameOnly, exceptions: [approved] }, everything);
  expect(inBase).toMatchObject([{ approval: approved, void: undefined }]);
  const inChange = widenings(nameOnly, { ...everything, exceptions: [approved] });
  expect(inChange).toMatchObject([{ approval: undefined, void: "only_in_change" }]);
  const late = [approval("analyst crm.account", "2026-11-22")];
  const expired = widenings({ ...nameOnly, exceptions: late }, everything);
  expect(expired).toMatchObject([{ approval: undefined, void: "expired" }]);
});

test.each(["analyst crm.contact", "analyst", "seller crm.account", "crm.account"])(
  "an approval of %j approves nothing else",
  (on) => {
    const exceptions = [approval(on)];
    expect(widenings({ ...nameOnly, exceptions }, everything)).toMatchObject([
      { approval: undefined },
    ]);
  },
);

test("more of what is tagged as open needs no approval, nor does less of anything", () => {
  const open = sampleTable({ sensitivity: "none" });
  expect(widenings(nameOnly, everything, [[open], [open]])).toEqual([]);
  expect(widenings(everything, nameOnly)).toEqual([]);
});

test("who lowers a tag and opens the column at once widens what the tag guarded", () => {
  const assignments = [tagged(phone, "sensitivity", "internal")];
  const lowered = { ...everything, assignments };
  expect(widenings({ grants: [] }, lowered)).toMatchObject([
    { message: "analyst sees more of crm.account: id, name, phone, load_date" },
  ]);
  const flowLowered = [[personal], [sampleTable({ sensitivity: "none" })]];
  expect(widenings({ grants: [] }, everything, flowLowered)).toHaveLength(1);
});

test("an unclassified table is guarded, and so is a value that nobody called open", () => {
  const unclassified = sampleTable({ sensitivity: "unclassified" });
  const roles = { steward: { kind: "steward" } as const };
  const grants = [{ to: "steward" }];
  const both = [[unclassified], [unclassified]];
  expect(widenings({ roles, grants: [] }, { roles, grants }, both)).toHaveLength(1);
});

test("a new way past Lake Formation and another IAM role are widenings of the role", () => {
  const bypasses = [{ through: "s3", zone: "raw", reason: "reads footers" } as const];
  const roleOf = (iamRole: string, more = {}) => ({ roles: { analyst: { iamRole, ...more } } });
  expect(widenings(roleOf("one"), roleOf("two", { bypasses }))).toMatchObject([
    { kind: "bypass", on: "analyst", message: "analyst reads raw past these rules through s3" },
    { kind: "principal", message: "analyst has another IAM role: two instead of one" },
  ]);
  expect(widenings(roleOf("one", { bypasses }), roleOf("one", { bypasses }))).toEqual([]);
});

test("sharing a guarded table with another account is a widening, and sharing an open one is not", () => {
  const at = { file: "access.yaml", line: 1, column: 1 };
  const owned = { databases: ["crm"], tables: [], tags: [] };
  const domains = {
    crm: { name: "crm", owner: "jo", at, ...owned, sharedWith: ["123456789012"] },
  };
  const on = "123456789012 crm.account";
  const message = "crm.account is shared with account 123456789012 by the domain crm";
  expect(widenings({}, { domains })).toMatchObject([
    { kind: "share", on, message, approval: undefined },
  ]);
  const approved = widenings({ exceptions: [approval(on)] }, { domains });
  expect(approved).toMatchObject([{ approval: { owner: "steward" } }]);
  const open = sampleTable({ sensitivity: "none" });
  expect(widenings({}, { domains }, [[open], [open]])).toEqual([]);
  expect(widenings({ domains }, { domains })).toEqual([]);
});

test("a way past Lake Formation into another zone is a new one", () => {
  const bypass = (zone: string) => ({ through: "s3", zone, reason: "reads footers" }) as const;
  const roles = (...zones: string[]) => ({ roles: { analyst: { bypasses: zones.map(bypass) } } });
  expect(widenings(roles("raw"), roles("raw", "curated"))).toMatchObject([
    { kind: "bypass", message: "analyst reads curated past these rules through s3" },
  ]);
});

test("who may grant guarded data on needs an approval, though nobody sees more of it yet", () => {
  const passing = { grants: [{ grantable: ["select"] as const }] };
  const on = "analyst crm.account";
  const message = "analyst may grant select on crm.account to others";
  expect(widenings(everything, passing)).toMatchObject([{ kind: "grant_option", on, message }]);
  const approved = widenings({ ...everything, exceptions: [approval(on)] }, passing);
  expect(approved).toMatchObject([{ approval: { owner: "steward" } }]);
  expect(widenings(passing, everything)).toEqual([]);
  const open = sampleTable({ sensitivity: "none" });
  expect(widenings(everything, passing, [[open], [open]])).toEqual([]);
  const describing = { permissions: ["select", "describe"], grantable: ["describe"] } as const;
  expect(widenings(everything, { grants: [describing] })).toEqual([]);
});

test("a refresh that is added widens nothing: its companion shows what its table does", () => {
  const companion = { ...personal, name: "account__refresh", companionOf: "account" };
  const resource = { kind: "all_tables", database: "crm" } as const;
  const all = { grants: [{ resource }] };
  expect(widenings(all, all, [[personal], [personal, companion]])).toEqual([]);
});

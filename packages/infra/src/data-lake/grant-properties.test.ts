import { expect, test } from "vitest";
import { grantProperties } from "./grant-properties.ts";

const declared = (grants: Record<string, string[]>) => ({
  principals: ["arn:aws:iam::111111111111:role/analyst"],
  databases: ["crm"],
  grants,
  tags: ["crm.account: sensitivity=internal"],
});

test("grants stand there in words, and a changed one changes the digest", () => {
  const before = grantProperties(declared({ analyst: ["select on crm.account (id)"] }));
  const after = grantProperties(declared({ analyst: ["select on crm.account (id, name)"] }));
  expect(before.Grants).toEqual({ analyst: ["select on crm.account (id)"] });
  expect(before.Tags).toEqual(["crm.account: sensitivity=internal"]);
  expect(after.Digest).not.toBe(before.Digest);
});

test("more than a request holds is told by a digest for each role", () => {
  const long = Array.from({ length: 3000 }, (_, i) => `select on crm.table_${i} (id, name)`);
  const { Grants } = grantProperties(declared({ analyst: long, other: ["select on crm.a"] }));
  const changed = grantProperties(declared({ analyst: long.slice(1), other: ["select on crm.a"] }));
  expect(JSON.stringify(Grants).length).toBeLessThan(100);
  expect(changed.Grants.analyst).not.toEqual(Grants.analyst);
  expect(changed.Grants.other).toEqual(Grants.other);
});

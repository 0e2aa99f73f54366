import { expect, test } from "vitest";
import { dataKeyPrefix, idPrefix, podOf, recordId, toLongId, withChecksum } from "./record-id.ts";

test("the checksum is Salesforce's: a known pair of 15 and 18 characters", () => {
  expect(withChecksum("001D000000IqhSL")).toBe("001D000000IqhSLIAZ");
});

test("Ids that differ only in case differ in their checksum", () => {
  expect(withChecksum("001D000000IqhSL").slice(15)).not.toBe(
    withChecksum("001D000000IqhSl").slice(15),
  );
});

test("15 characters get Salesforce's three-character checksum", () => {
  expect(toLongId("001000000000000")).toBe("001000000000000AAA");
  expect(toLongId("AAAAAaaaaaAaAaA")).toBe("AAAAAaaaaaAaAaA5AV");
});

test("18 characters stay, anything else is no Id", () => {
  expect(toLongId("001000000000000AAA")).toBe("001000000000000AAA");
  for (const wrong of ["", "abc", "0010000000000000", "00100000000000-", "001000000000000AA'"]) {
    expect(toLongId(wrong)).toBeUndefined();
  }
});

test("record Ids sort as their numbers do, and start with the object's prefix", () => {
  const prefix = idPrefix("001", podOf(7));
  const ids = [0, 1, 9, 10, 35, 36, 61, 62, 3843, 3844, 916_132_831].map((n) =>
    recordId(prefix, n),
  );
  expect([...ids].sort()).toEqual(ids);
  for (const id of ids) expect(id).toMatch(/^0018h0[0-9A-Za-z]{12}$/);
});

test("a record number beyond the Id's digits is refused, naming it", () => {
  expect(() => recordId("0018h0", 916_132_832)).toThrow("916132832");
  expect(() => recordId("0018h0", -1)).toThrow(RangeError);
});

test("each file's object gets a key prefix of its own", () => {
  const prefixes = Array.from({ length: 200 }, (_, index) => dataKeyPrefix(index));
  expect(new Set(prefixes).size).toBe(200);
  expect(prefixes[0]).toBe("aA0");
  expect(prefixes[62]).toBe("aB0");
});

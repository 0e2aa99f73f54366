import { expect, test } from "vitest";
import { toLongId } from "./record-id.ts";

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

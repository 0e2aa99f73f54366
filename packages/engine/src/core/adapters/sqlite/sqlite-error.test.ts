import { expect, test } from "vitest";
import { diskError } from "../machine/disk-error.ts";
import { sqliteError } from "./sqlite-error.ts";

const sqlite = (rawCode: number) => Object.assign(new Error("from SQLite"), { rawCode });
const system = (code: string) => Object.assign(new Error("from the system"), { code });

test.each([
  [5, "flow_busy"],
  [517, "flow_busy"],
  [6, "flow_busy"],
  [11, "state_corrupt"],
  [267, "state_corrupt"],
  [26, "state_corrupt"],
  [13, "disk_full"],
  [778, "disk_full"],
  [1034, "disk_full"],
  [1546, "disk_full"],
  [4874, "disk_full"],
])("SQLite's result code %i means %s", (rawCode, code) => {
  const error = sqliteError(sqlite(rawCode), "/state/catalog.db");
  expect(error).toMatchObject({ code, message: expect.stringContaining("/state/catalog.db") });
  expect(error).toMatchObject({ hint: expect.stringMatching(/.{20}/) });
});

test("an error of SQLite that the user cannot act on stays the bug it is", () => {
  const broken = sqlite(1);
  expect(sqliteError(broken, "f")).toBe(broken);
  const foreign = new TypeError("x");
  expect(sqliteError(foreign, "f")).toBe(foreign);
});

test.each(["ENOSPC", "EDQUOT", "EFBIG"])(
  "%s of the system means disk_full, naming the path",
  (code) => {
    expect(diskError(system(code), "/lake/file")).toMatchObject({
      code: "disk_full",
      message: expect.stringContaining("/lake/file"),
    });
  },
);

test("another error of the system stays as it is", () => {
  const denied = system("EACCES");
  expect(diskError(denied, "x")).toBe(denied);
});

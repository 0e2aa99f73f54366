import { expect, test } from "vitest";
import { listVersions, parseVersion } from "./api-version.ts";

test("versions carry the names of their releases", () => {
  const labels = Object.fromEntries(listVersions().map(({ version, label }) => [version, label]));
  expect(labels).toMatchObject({
    "58.0": "Summer '23",
    "59.0": "Winter '24",
    "66.0": "Spring '26",
  });
});

test.each(["v30.0", "v67.0", "v60", "60.0", "v60.1", "V60.0"])("%s is no version", (text) => {
  expect(() => parseVersion(text)).toThrow("does not exist");
});

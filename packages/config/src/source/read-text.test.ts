import { expect, test } from "vitest";
import { unreadable } from "./read-text.ts";

test.each([
  ["EACCES", "LW1003", "the file cannot be read: permission denied"],
  ["ENOENT", "LW1003", "the file cannot be read: it does not exist, or is a link to nothing"],
  ["ELOOP", "LW1018", "the link leads in a circle"],
  ["EIO", "LW1003", "the file cannot be read: the system answered EIO"],
])("%s is explained in words", (code, problem, message) => {
  const error = Object.assign(new Error("from the system"), { code });
  expect(unreadable("/gtm/a.yaml", error)).toMatchObject({ code: problem, message });
});

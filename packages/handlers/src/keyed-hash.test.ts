import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { sampleManifest } from "../../engine/test/lake-formation/sample-manifest.ts";
import { keyedHashHandler } from "./keyed-hash.ts";

const manifest = sampleManifest(undefined, "123456789012");

function open(resolve: (name: string) => Promise<string>) {
  const lines: string[] = [];
  const secrets = { resolve: ({ name }: { name: string }) => resolve(name) };
  return {
    handle: keyedHashHandler({ secrets }, manifest, (line) => void lines.push(line)),
    lines,
  };
}

test("each value is hashed as on one machine, in its order, and no value stays none", async () => {
  const asked: string[] = [];
  const { handle, lines } = open(async (name) => {
    asked.push(name);
    return "key";
  });
  const answer = await handle({ arguments: [["é"], [null], [""]] });
  // sha256(key || value), which masks on one machine say in SQL.
  const hash = (value: string) => createHash("sha256").update(`key${value}`).digest("hex");
  expect(JSON.parse(answer)).toEqual({
    success: true,
    num_records: 3,
    results: [hash("é"), null, hash("")],
  });
  await handle({ arguments: [] });
  expect(asked).toEqual(["gtm-dev-warehouse-hash-key"]);
  expect(lines).toEqual([]);
});

test("without a key nothing is hashed, and neither the answer nor the log holds a value", async () => {
  const { handle, lines } = open(async () => {
    throw new Error("no right to the secret");
  });
  const answer = await handle({ arguments: [["a@b.example"]] });
  expect(JSON.parse(answer)).toEqual({ success: false, error_msg: "values could not be hashed" });
  expect(lines.join()).toContain("no right to the secret");
  expect(answer + lines.join()).not.toContain("a@b.example");
});

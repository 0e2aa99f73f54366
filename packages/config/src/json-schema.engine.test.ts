import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { configReference } from "./config-reference.ts";
import { jsonSchemaFiles, jsonSchemas } from "./json-schema.ts";
import { problemCodes } from "./problem-codes.ts";

const folder = join(import.meta.dirname, "../schema");

test("the committed JSON Schemas are current: write them again with jsonSchemaFiles()", async () => {
  const files = jsonSchemaFiles();
  expect((await readdir(folder)).sort()).toEqual(Object.keys(files).sort());
  for (const [name, text] of Object.entries(files)) {
    expect(await readFile(join(folder, name), "utf8")).toBe(text);
  }
});

test("every key of the schemas says what it means, for editors", () => {
  const undescribed: string[] = [];
  const visit = (schema: unknown, path: string) => {
    if (typeof schema !== "object" || schema === null) return;
    for (const [key, value] of Object.entries(schema)) {
      const properties: object = key === "properties" ? value : {};
      for (const [name, property] of Object.entries(properties)) {
        if (typeof property?.description !== "string") undescribed.push(`${path}.${name}`);
      }
      visit(value, `${path}.${key}`);
    }
  };
  visit(jsonSchemas(), "");
  expect(undescribed).toEqual([]);
});

test("the examples name the schema that editors check them with", async () => {
  const example = join(import.meta.dirname, "../../../examples/gtm");
  for (const name of Object.keys(jsonSchemas())) {
    const [header = ""] = (await readFile(join(example, `${name}.yaml`), "utf8")).split("\n");
    const [, path = ""] = /^# yaml-language-server: \$schema=(.*)$/.exec(header) ?? [];
    expect(join(example, path)).toBe(join(folder, `${name}.schema.json`));
  }
});

test("the reference lists every key and every problem code", () => {
  const reference = configReference();
  for (const key of ["stands_for", "client_secret", "schedule_expression", "overlap", "pii"]) {
    expect(reference).toContain(`| \`${key}\` |`);
  }
  for (const code of Object.keys(problemCodes)) expect(reference).toContain(`| \`${code}\` |`);
});

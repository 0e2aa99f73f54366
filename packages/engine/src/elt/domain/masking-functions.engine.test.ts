import { DuckDBInstance } from "@duckdb/node-api";
import { expect, test } from "vitest";
import { generatedMasks, maskingFiles } from "./masking-functions.ts";

const [text = ""] = Object.values(maskingFiles());

test("a mask keeps the year, the first letters or the size of a value, and nothing where there is no value", async () => {
  const instance = await DuckDBInstance.create();
  const connection = await instance.connect();
  for (const statement of text.match(/create or replace macro .*/g) ?? [])
    await connection.run(statement);
  const found = await connection.runAndReadAll(`
    SELECT masked_year(DATE '1971-05-17'), masked_year(TIMESTAMP '1971-05-17 10:00:00'), masked_initial(' smith'),
      masked_area('80331'), masked_magnitude(4711), masked_magnitude(-0.05), masked_magnitude(0), masked_initial(NULL)`);
  expect(found.getRowsJson()).toEqual([[1971, 1971, "S", "80", 1000, -0.01, 0, null]]);
});

test("every mask has a form for Redshift, as one statement of one argument", () => {
  const forms = text.match(
    /create or replace function (\w+)\([^,()]+\) returns [^;\n]+ language sql/g,
  );
  expect(forms?.map((form) => form.split(/[ (]/)[4])).toEqual(generatedMasks);
});

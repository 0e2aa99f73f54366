import { expect, test } from "vitest";
import { cutPage } from "./record-array.ts";

const attributes = { type: "Account", url: "/services/data/v62.0/sobjects/Account/001" };
const cut = (text: string) => cutPage(Buffer.from(text));

test("the records come out byte for byte, the envelope parsed, whatever order its keys are in", () => {
  const records = JSON.stringify([
    { attributes, Name: "Zoë 😀 ]}" },
    { attributes, Name: null },
  ]);
  const before = cut(`{"totalSize":2,"done":false,"nextRecordsUrl":"/n","records":${records}}`);
  const after = cut(`{ "records" : ${records}, "done": true, "totalSize": 2 }\n`);
  expect(before?.records.toString()).toBe(records);
  expect(after?.records.toString()).toBe(records);
  expect(before?.envelope).toEqual({
    totalSize: 2,
    done: false,
    nextRecordsUrl: "/n",
    records: [],
  });
  expect([before?.rows, after?.rows]).toEqual([2, 2]);
});

test("text that looks like the envelope or like a record changes nothing", () => {
  const nasty = '","records":[{"attributes":{"type":"Account"}}]\\';
  const records = JSON.stringify([{ attributes, Name: nasty }]);
  const page = cut(
    `{"note":${JSON.stringify(nasty)},"inner":{"records":[1]},"records":${records}}`,
  );
  expect(page?.records.toString()).toBe(records);
  expect(page?.rows).toBe(1);
});

test("an empty page has no rows", () => {
  expect(cut('{"totalSize":0,"done":true,"records":[]}')).toMatchObject({ rows: 0 });
});

test.each([
  ["<html>Log in</html>"],
  ['{"totalSize":1}'],
  ['{"records":5}'],
  [`{"totalSize":1,"records":[{"attributes":{"type":"Account"},"Tags":["a"],"Na`],
  [""],
])("%j is not a page", (text) => {
  expect(cut(text)).toBeUndefined();
});

import { expect, test } from "vitest";
import { parseBlobFolder, parseBlobUri } from "./blob-uri.ts";

test("takes bucket and key apart", () => {
  expect(parseBlobUri("s3://raw/a b/ü#1@x.parquet")).toEqual({
    bucket: "raw",
    segments: ["a b", "ü#1@x.parquet"],
  });
  expect(parseBlobFolder("s3://raw/a/")).toEqual({ bucket: "raw", segments: ["a"] });
  expect(parseBlobFolder("s3://raw/")).toEqual({ bucket: "raw", segments: [] });
});

test.each([
  "/etc/passwd",
  "file:///etc/passwd",
  "s3:/raw/a",
  "s3://",
  "s3:///a",
  "s3://../a",
  "s3://raw",
  "s3://raw/",
  "s3://raw//a",
  "s3://raw/a//b",
  "s3://raw/../b",
  "s3://raw/a/..",
  "s3://raw/./b",
  "s3://raw/a\\..\\b",
  "s3://raw/..\\b",
  "s3://raw/a\0b",
  "s3://raw/.tmp-1/b",
])("refuses %j", (uri) => {
  expect(() => parseBlobUri(uri)).toThrow(expect.objectContaining({ code: "unknown_name" }));
});

import { expect, test } from "vitest";
import { withApiFallback } from "./api-fallback.ts";

/** APIs that are read by, each in vain, where the source names `next` after a failure. */
async function readBy(next: (api: string) => string | undefined) {
  const read: string[] = [];
  const source = { fallbackApi: ({ api }: { readonly api: string }) => next(api) };
  const failed = withApiFallback(source, { preferredApi: "auto", api: "bulk" }, async (api) => {
    read.push(api);
    throw new Error(`${api} failed`);
  });
  return { read, error: await failed.catch((error: Error) => error.message) };
}

test("the failure of the last API that a source names is the one to throw", async () => {
  const next = (api: string) => (api === "bulk" ? "rest" : undefined);
  expect(await readBy(next)).toEqual({ read: ["bulk", "rest"], error: "rest failed" });
});

test("no API is tried twice, whatever a source names", async () => {
  expect(await readBy((api) => api)).toEqual({ read: ["bulk"], error: "bulk failed" });
  const circle = (api: string) => (api === "bulk" ? "rest" : "bulk");
  expect(await readBy(circle)).toEqual({ read: ["bulk", "rest"], error: "rest failed" });
});

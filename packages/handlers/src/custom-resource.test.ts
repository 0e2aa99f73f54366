import { PlatformError } from "@lakewright/engine";
import { expect, test } from "vitest";
import { answerCustomResource, type CustomResourceEvent } from "./custom-resource.ts";

const event: CustomResourceEvent = {
  RequestType: "Create",
  ResponseURL: "https://bucket.example/answer?signature=secret",
  StackId: "stack",
  RequestId: "request",
  LogicalResourceId: "Grants",
  ResourceProperties: {},
};

/** The answer that CloudFormation gets. */
async function answered(work: () => Promise<Record<string, string>>, remainingMs = 60_000) {
  const sent: { url: string; body: string }[] = [];
  const respond = async (url: string, body: string) => {
    sent.push({ url, body });
  };
  await answerCustomResource(event, { physicalId: "gtm-dev-grants", remainingMs, respond }, work);
  expect(sent).toHaveLength(1);
  const [{ url, body } = { url: "", body: "" }] = sent;
  expect(url).toBe(event.ResponseURL);
  expect(Buffer.byteLength(body)).toBeLessThanOrEqual(4096);
  return JSON.parse(body) as Record<string, unknown>;
}

const same = {
  PhysicalResourceId: "gtm-dev-grants",
  StackId: "stack",
  RequestId: "request",
  LogicalResourceId: "Grants",
};

test("work that is done is answered with what was done", async () => {
  expect(await answered(async () => ({ granted: "3" }))).toEqual({
    ...same,
    Status: "SUCCESS",
    Data: { granted: "3" },
  });
});

test("a failure is answered with its message and what to do, and the resource keeps its name", async () => {
  const error = new PlatformError("grants_failed", "refused", "deploy again");
  expect(await answered(() => Promise.reject(error))).toEqual({
    ...same,
    Status: "FAILED",
    Reason: "refused (deploy again)",
  });
});

test("a bug is answered too, without its stack and without signatures of addresses", async () => {
  const error = new Error(`no answer from ${event.ResponseURL}`);
  const { Reason } = await answered(() => Promise.reject(error));
  expect(Reason).toBe("no answer from https://bucket.example/answer (see the function's log)");
});

test("an answer is sent before the function's time is up", async () => {
  const never = new Promise<Record<string, string>>(() => {});
  const { Status, Reason } = await answered(() => never, 5010);
  expect([Status, Reason]).toEqual(["FAILED", expect.stringContaining("deploying again")]);
});

test("what CloudFormation would not take for its length is left out", async () => {
  expect(await answered(async () => ({ list: "x".repeat(5000) }))).toEqual({
    ...same,
    Status: "SUCCESS",
  });
  const { Reason } = await answered(() => Promise.reject(new Error("é".repeat(9000))));
  expect(String(Reason)).toHaveLength(1000);
});

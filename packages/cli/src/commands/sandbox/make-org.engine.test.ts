import { expect, test } from "vitest";
import { memoryIo } from "../../../test/memory-io.ts";
import { CallError } from "../../call/call-error.ts";
import { callOptions } from "../../call/call-options.ts";
import type { Context } from "../../command.ts";
import { makeOrg } from "./make-org.ts";

const never = new AbortController().signal;

test("--objects makes only the objects that it names, and the users who own their rows", async () => {
  const org = await makeOrg(contextOf({ accounts: "20", objects: "Account, Contact" }), never);
  expect(org.objects().map(({ name }) => name)).toEqual(
    expect.arrayContaining(["Account", "Contact", "User"]),
  );
  expect(org.objects()).toHaveLength(3);
  org.close();
});

test("an object that is not generated is a wrong call that lists those that are", async () => {
  const made = makeOrg(contextOf({ accounts: "20", objects: "Acount" }), never);
  await expect(made).rejects.toThrow(CallError);
  await expect(made).rejects.toThrow(/"Acount".*Account/);
});

test("--frozen-clock stops the org's time within a day", async () => {
  const org = await makeOrg(
    contextOf({ accounts: "20", objects: "Account", "frozen-clock": true }),
    never,
  );
  const before = Date.now();
  await expect.poll(() => Date.now()).toBeGreaterThan(before + 1);
  expect(org.now().toISOString()).toBe("2025-01-04T06:00:00.000Z");
  org.close();
});

function contextOf(values: Readonly<Record<string, unknown>>): Context {
  const nothing = async () => undefined;
  const colours = {} as Context["talk"];
  const talk = { print: nothing, say: nothing, talk: colours, data: colours };
  return { io: memoryIo(), names: [], options: callOptions(values), json: false, ...talk };
}

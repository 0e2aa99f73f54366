import { expect, test } from "vitest";
import { inTurn } from "./in-turn.ts";

const later = (ms: number) => new Promise((done) => setTimeout(done, ms));

test("tasks of one key run one after the other, also after one that failed; other keys do not wait", async () => {
  const oneByOne = inTurn();
  const seen: string[] = [];
  const task = (name: string, ms: number) => async () => {
    seen.push(`${name} begins`);
    await later(ms);
    seen.push(`${name} ends`);
    if (name === "a1") throw new Error("a1 failed");
    return name;
  };
  const all = await Promise.allSettled([
    oneByOne("a", task("a1", 4)),
    oneByOne("a", task("a2", 1)),
    oneByOne("b", task("b1", 0)),
  ]);
  expect(all.map(({ status }) => status)).toEqual(["rejected", "fulfilled", "fulfilled"]);
  expect(seen.filter((each) => each.startsWith("a"))).toEqual([
    ...["a1 begins", "a1 ends", "a2 begins", "a2 ends"],
  ]);
  expect(seen.indexOf("b1 begins")).toBeLessThan(seen.indexOf("a1 ends"));
});

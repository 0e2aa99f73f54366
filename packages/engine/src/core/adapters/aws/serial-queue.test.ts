import { expect, test } from "vitest";
import { serialQueue } from "./serial-queue.ts";

test("tasks of one key run one after the other, also after one that failed; other keys do not wait", async () => {
  const oneByOne = serialQueue();
  const seen: string[] = [];
  let beginB = () => {};
  const bBegins = new Promise<void>((done) => {
    beginB = done;
  });
  const task = (name: string) => async () => {
    seen.push(`${name} begins`);
    if (name === "b1") beginB();
    await bBegins;
    seen.push(`${name} ends`);
    if (name === "a1") throw new Error("a1 failed");
    return name;
  };
  const all = await Promise.allSettled([
    oneByOne("a", task("a1")),
    oneByOne("a", task("a2")),
    oneByOne("b", task("b1")),
  ]);
  expect(all.map(({ status }) => status)).toEqual(["rejected", "fulfilled", "fulfilled"]);
  expect(seen.filter((each) => each.startsWith("a"))).toEqual([
    ...["a1 begins", "a1 ends", "a2 begins", "a2 ends"],
  ]);
});

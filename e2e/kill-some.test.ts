import { afterAll, beforeAll, expect, test } from "vitest";
import { type Moment, whenFile } from "./support/kill-run.ts";
import { type ReadingsWorld, type RunKind, smallWorld } from "./support/readings-world.ts";
import { surviveKill } from "./support/survive-kill.ts";

let world: ReadingsWorld;
beforeAll(async () => {
  world = await smallWorld();
});
afterAll(() => world.end());

const kills: readonly (readonly [RunKind, Moment])[] = [
  ["full", whenFile("its first page arrives", "spool", /\.json$/)],
  ["full", whenFile("a page of its Bulk job arrives", "spool", /\.csv$/)],
  ["full", whenFile("its files appear", "s3", /by_bulk-.*parquet$/)],
  ["increment", whenFile("it turns pages into Parquet", "spool", /part-\d+\.parquet$/)],
  ["increment", whenFile("it merges", "spool", /merged\.parquet$/)],
];

for (const [kind, moment] of kills)
  test(`a ${kind} run that is killed when ${moment.name} leaves nothing half-done`, async () => {
    expect(await surviveKill(world, kind, moment), "the kill came while it ran").toBe(true);
  });

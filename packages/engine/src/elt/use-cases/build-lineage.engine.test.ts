import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { pythonOrSkip } from "../../../../../scripts/python-environment.mjs";
import { failed, passed, smallLake } from "../../../test/elt/small-lake.ts";
import { lineageServer } from "../../../test/lineage/lineage-server.ts";
import { memorySecrets } from "../../core/adapters/memory/memory-secrets.ts";
import { httpLineageSink } from "../adapters/openlineage/http-lineage-sink.ts";
import type { EltOutcome } from "../ports/elt-builder.ts";
import { buildProjects } from "./build-projects.ts";

const { signal } = new AbortController();
const testFolder = join(import.meta.dirname, "../../../test/lineage");

/** A build that ends so, with a lineage server that answers so. */
async function buildWith(outcome: EltOutcome, status: number | undefined) {
  const server = await lineageServer(status);
  const sink = httpLineageSink({ url: server.url, apiKey: undefined }, memorySecrets({}));
  const lake = await smallLake({}, sink);
  await lake.load();
  lake.end(outcome);
  const { environment, ports } = lake;
  const call = { platform: "small", environment, names: [], full: false, replay: undefined };
  const build = await buildProjects(ports, call, { signal, report: () => undefined });
  return { build, lake, events: server.received.map(({ event }) => event) };
}

interface Event {
  readonly eventType: string;
  readonly job: { readonly name: string };
  readonly run: {
    readonly runId: string;
    readonly facets?: { readonly parent?: { readonly run: object } };
  };
}

test("a server is told of the start and the end of the build and of each model, and files hold the same", async () => {
  const { build, lake, events } = await buildWith(passed, 201);
  expect(build.lineageError).toBeUndefined();
  const told = events as unknown as Event[];
  expect(told.map(({ eventType, job }) => `${eventType} ${job.name}`)).toEqual([
    "START small",
    "START small.contacts",
    "COMPLETE small.contacts",
    "COMPLETE small",
  ]);
  const [start, modelStart, modelEnd, end] = told;
  expect(modelEnd?.run.runId).toBe(modelStart?.run.runId);
  expect(end?.run.runId).toBe(start?.run.runId);
  expect(modelEnd?.run.facets?.parent?.run).toEqual({ runId: start?.run.runId });
  const written = [...lake.builder.texts]
    .filter(([name]) => name.endsWith(".jsonl"))
    .flatMap(([, text]) =>
      text
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line) as object),
    );
  expect(written).toHaveLength(4);
  expect(written).toEqual(expect.arrayContaining(events));
});

test("of a build that fails the server hears FAIL", async () => {
  const { events } = await buildWith(failed, 201);
  expect(events.at(-1)).toMatchObject({ eventType: "FAIL", job: { name: "small" } });
});

test("a server that fails does not fail the build, is not asked again, and the files stay", async () => {
  const { build, lake, events } = await buildWith(passed, 500);
  expect(build.run.status).toBe("published");
  expect(build.lineageError).toMatchObject({ code: "lineage_not_sent" });
  expect(events).toHaveLength(1);
  expect([...lake.builder.texts.keys()].filter((name) => name.endsWith(".jsonl"))).toHaveLength(2);
});

test("OpenLineage's own client takes every event for one of its own", async (context) => {
  const python = await pythonOrSkip(join(testFolder, "requirements.txt"), context);
  const { events } = await buildWith(passed, 201);
  const check = (lines: readonly object[]) =>
    execFileSync(python, [join(testFolder, "openlineage_events.py")], {
      input: lines.map((line) => `${JSON.stringify(line)}\n`).join(""),
      encoding: "utf8",
      stdio: ["pipe", "pipe", "pipe"],
    });
  expect(check(events)).toBe("4\n");
  const [first] = events;
  expect(() => check([{ ...first, run: { runId: "elt-1" } }])).toThrow(/UUID/);
});

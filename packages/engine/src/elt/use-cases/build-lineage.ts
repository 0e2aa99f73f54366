import type { EltProject, Environment } from "@lakewright/config";
import { PlatformError } from "../../core/index.ts";
import { buildEvent, type LineageEvent, type LineageRun } from "../domain/lineage-events.ts";
import type { EltPorts } from "../ports/elt-ports.ts";
import type { LineageSink } from "../ports/lineage-sink.ts";
import { postLineage } from "./post-lineage.ts";
import type { EltRun } from "./run-elt.ts";

export interface LineagePorts extends Pick<EltPorts, "builder" | "clock"> {
  /** Undefined where lineage is only written to files. */
  readonly lineageSink: LineageSink | undefined;
}

interface LineageCall {
  readonly platform: string;
  readonly environment: Environment;
  readonly loadId: string;
  readonly projects: readonly EltProject[];
}

/** Lineage of one build: written to its artifacts, and sent to the platform's server if it has one. A server that failed once gets no more events. */
export function buildLineage(
  ports: LineagePorts,
  { platform, environment, loadId, projects }: LineageCall,
) {
  let error: PlatformError | undefined;
  const post = async (events: readonly LineageEvent[]) => {
    if (ports.lineageSink && !error) error = await postLineage(ports.lineageSink, events);
  };
  const runOf = (project: string): LineageRun => ({
    namespace: `${platform}-${environment.standsFor}`,
    project,
    runId: loadId,
    at: ports.clock.now(),
  });
  const start = async () => {
    const events = projects.map(({ name }) => buildEvent(runOf(name), "START"));
    await post(events);
    return events;
  };
  const end = async (started: readonly LineageEvent[], type: LineageEvent["eventType"]) => {
    for (const [index, { name }] of projects.entries()) {
      const ended = buildEvent(runOf(name), type);
      const own = [started[index], ended].map((event) => JSON.stringify(event));
      await ports.builder.keep(loadId, `openlineage-${name}-build.jsonl`, `${own.join("\n")}\n`);
      await post(eventsIn(await ports.builder.kept(loadId, `openlineage-${name}.jsonl`)));
      await post([ended]);
    }
  };
  return {
    /** Runs the build between its START event and the events of how it and each of its models ended. */
    around: async (build: () => Promise<EltRun>): Promise<EltRun> => {
      const started = await start();
      try {
        const run = await build();
        if (run.status === "unchanged")
          await post(projects.map(({ name }) => buildEvent(runOf(name), "COMPLETE")));
        else await end(started, run.failure ? "FAIL" : "COMPLETE");
        return run;
      } catch (reason) {
        const cancelled = reason instanceof PlatformError && reason.code === "cancelled";
        await end(started, cancelled ? "ABORT" : "FAIL");
        throw reason;
      }
    },
    /** Why events were not sent; undefined if all were. */
    error: () => error,
  };
}

function eventsIn(lines: string | undefined): readonly LineageEvent[] {
  const texts = (lines ?? "").split("\n").filter((line) => line !== "");
  return texts.map((line) => JSON.parse(line) as LineageEvent);
}

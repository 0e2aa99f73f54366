import type { Environment } from "@lakewright/config";
import type { Snapshot } from "../../catalog/index.ts";
import type { EltProgress, NextBuild } from "../ports/elt-builder.ts";
import type { EltPorts } from "../ports/elt-ports.ts";
import type { EltPlan } from "./plan-elt.ts";
import { newestSequences } from "./unbuilt-load-dates.ts";

export interface EltBuild {
  readonly platform: string;
  readonly environment: Environment;
  /** Names the build. */
  readonly loadId: string;
  /** Builds everything from nothing. */
  readonly full: boolean;
  readonly replay: { readonly from: string; readonly to: string } | undefined;
  readonly plan: EltPlan;
}

/** How a caller follows a build and stops it. */
export interface BuildWatch {
  readonly signal: AbortSignal;
  readonly report: (progress: EltProgress) => void;
}

interface StateToBuild extends EltBuild {
  /** The state that readers see meanwhile. */
  readonly before: Snapshot | undefined;
  /** Digest of the plan. */
  readonly input: string;
}

/** The next state of the warehouse while it is built. */
export interface NextState extends StateToBuild {
  readonly file: string;
  readonly builtAt: Date;
  readonly next: NextBuild;
  readonly beginMs: number;
}

/** Begins with a copy of the published state, or with nothing. */
export async function beginState(
  { builder, clock, fileOf }: EltPorts,
  build: StateToBuild,
  { report }: BuildWatch,
): Promise<NextState> {
  const builtAt = clock.now();
  const file = fileOf(build.loadId);
  const began = performance.now();
  const next = await builder.begin(file, build.full ? undefined : build.before?.file, report);
  return { ...build, file, builtAt, next, beginMs: performance.now() - began };
}

/** Keeps the state: as the one that readers see, or as one to be looked at. */
export function addState(
  { snapshots }: EltPorts,
  { loadId, file, builtAt, input, before, plan }: NextState,
  status: "published" | "failed",
): Promise<"added" | "conflict"> {
  const sequences = newestSequences(before?.sequences ?? {}, plan.projects);
  return snapshots.add({ loadId, file, status, builtAt, input, sequences }, before?.number);
}

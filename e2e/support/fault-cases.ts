import { type Profile, profiles } from "./readings-platform.ts";
import type { RunKind } from "./readings-world.ts";
import type { FaultRequest } from "./sandbox.ts";

/** Requests of a run, as regular expressions over `METHOD /path?query`. */
const places = {
  by_rest: {
    "first page": "/queryAll\\?q=SELECT.Id",
    "next page": "/query(All)?/01g",
  },
  by_bulk: {
    "new job": "^POST .*/jobs/query$",
    "job state": "^GET .*/jobs/query/750\\w+$",
    "first page": "/results\\?maxRecords=\\d+$",
    "next page": "/results\\?.*locator=",
  },
} as const;

export interface FaultCase {
  readonly profile: Profile;
  readonly place: string;
  readonly fault: FaultRequest;
  /** The run fails, with this code, instead of going on after a repetition. */
  readonly failsWith?: string;
}

const anywhere: readonly FaultRequest[] = [
  { kind: "expired_session" },
  { kind: "request_limit" },
  { kind: "too_many_requests", retryAfterSeconds: 0 },
  { kind: "unavailable" },
  { kind: "slow", delayMs: 300 },
  { kind: "drop" },
  { kind: "drop", afterBytes: 40 },
  { kind: "cut_short", afterBytes: 40 },
  { kind: "row_lock" },
];
const onPages: readonly FaultRequest[] = [{ kind: "cut_at_row", rows: 3 }];
const onRestPages: readonly FaultRequest[] = [{ kind: "query_timeout" }];
const onNextRestPages: readonly FaultRequest[] = [{ kind: "expired_cursor" }];
const onNextPages: readonly FaultRequest[] = [{ kind: "duplicate_page" }];
const onJobs: readonly FaultRequest[] = [
  { kind: "bulk_job_failed", message: "QUERY_TIMEOUT: the query ran too long" },
  { kind: "bulk_job_failed", message: "InvalidBatch: something is wrong with the query" },
];

type Turns = Readonly<Record<Profile, Readonly<Record<string, readonly string[]>>>>;

const turns: Readonly<Record<RunKind, Turns>> = {
  full: {
    by_rest: {
      "first page": ["expired_session", "unavailable"],
      // Each at another page, so that no request waits long for its repetition.
      "next page": ["too_many_requests", "cut_short", "row_lock", "duplicate_page", "drop", "slow"],
    },
    by_bulk: {
      "new job": ["bulk_job_failed", "expired_session"],
      "job state": ["unavailable"],
      "first page": ["too_many_requests", "drop"],
    },
  },
  increment: {
    by_rest: { "first page": ["expired_session", "unavailable"], "next page": ["duplicate_page"] },
    by_bulk: { "new job": ["row_lock"], "job state": ["slow"], "first page": ["cut_short"] },
  },
};

/** Each kind of fault that a run overcomes by itself, one after the other in one run. */
export function passingCases(run: RunKind): readonly FaultCase[] {
  const cases = faultCases(run).filter(({ failsWith }) => !failsWith);
  return profiles.flatMap((profile) =>
    Object.entries(turns[run][profile]).flatMap(([place, kinds]) =>
      kinds.flatMap((kind, turn) =>
        cases
          .filter((found) => found.profile === profile && found.place === place)
          .filter(({ fault }) => fault.kind === kind)
          .slice(0, 1)
          .map((found) => inTurn(found, turn)),
      ),
    ),
  );
}

/** Strikes when those before it have, and what they struck was repeated. */
function inTurn(found: FaultCase, turn: number): FaultCase {
  if (isJob(found.fault.kind)) return found;
  const after = found.place === "next page" ? 2 * turn : turn;
  return { ...found, fault: { ...found.fault, after } };
}

function isJob(kind: string): boolean {
  return kind === "bulk_job_failed";
}

/** Each kind of fault that ends a run, one for each flow in a run. */
export function endingCases(kind: RunKind): readonly (readonly FaultCase[])[] {
  const ending = faultCases(kind).filter(({ failsWith }) => failsWith);
  const [paged, bulk] = profiles.map((profile) => {
    const own = ending.filter((found) => found.profile === profile);
    return [...new Map(own.map((found) => [found.fault.kind, found])).values()];
  });
  return inPairs(paged ?? [], bulk ?? []);
}

/** Every fault that the sandbox knows at every request of a run that it can meet. */
function faultCases(kind: RunKind): readonly FaultCase[] {
  return (Object.keys(places) as Profile[]).flatMap((profile) =>
    Object.entries(places[profile])
      // An increment fits into one page of a Bulk job.
      .filter(
        ([place]) => !(kind === "increment" && profile === "by_bulk" && place === "next page"),
      )
      .flatMap(([place, pattern]) =>
        faultsAt(profile, place).map((fault) => caseOf(profile, place, { ...fault, pattern })),
      ),
  );
}

/** Two at a time, one for each flow: a run meets both. What is left of the longer list comes alone. */
export function pairedCases(kind: RunKind): readonly (readonly FaultCase[])[] {
  const cases = faultCases(kind);
  const paged = cases.filter(({ profile }) => profile === "by_rest");
  const bulk = cases.filter(({ profile }) => profile === "by_bulk");
  return inPairs(paged, bulk);
}

function inPairs<T>(some: readonly T[], others: readonly T[]): readonly (readonly T[])[] {
  const count = Math.max(some.length, others.length);
  return Array.from({ length: count }, (_, i) => [
    ...some.slice(i, i + 1),
    ...others.slice(i, i + 1),
  ]);
}

/** `by_rest: drop at the next page`, for the name of a test. */
export function nameOf(cases: readonly FaultCase[]): string {
  return cases
    .map(({ profile, place, fault }) => `${profile}: ${fault.kind} at the ${place}`)
    .join(", ");
}

function faultsAt(profile: Profile, place: string): readonly FaultRequest[] {
  const isPage = place.endsWith("page");
  const isNext = place === "next page";
  return [
    ...anywhere,
    ...(isPage ? onPages : []),
    ...(isNext ? onNextPages : []),
    ...(isPage && profile === "by_rest" ? onRestPages : []),
    ...(isNext && profile === "by_rest" ? onNextRestPages : []),
    ...(place === "new job" ? onJobs : []),
  ];
}

function caseOf(profile: Profile, place: string, fault: FaultRequest): FaultCase {
  // The job's own fault is asked for where the job is made, with its statement behind the path.
  const { pattern, ...rest } = fault;
  const failsWith = failureOf(fault);
  return {
    profile,
    place,
    fault: isJob(fault.kind)
      ? { ...rest, match: "/jobs/query" }
      : { ...rest, ...(pattern ? { pattern } : {}) },
    ...(failsWith ? { failsWith } : {}),
  };
}

/** Faults that a repetition would not fix, or that must not be repeated. */
function failureOf({ kind, message }: FaultRequest): string | undefined {
  if (kind === "request_limit") return "LW2003";
  if (kind === "query_timeout" || kind === "expired_cursor") return "LW2004";
  if (kind === "bulk_job_failed" && message?.startsWith("InvalidBatch")) return "LW2004";
  return kind === "cut_at_row" ? "LW2005" : undefined;
}

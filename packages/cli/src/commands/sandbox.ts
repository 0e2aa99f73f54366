import { didYouMean } from "@lakewright/config/did-you-mean";
import { CallError } from "../call/call-error.ts";
import type { Command } from "../command.ts";
import { addFault } from "./sandbox/add-fault.ts";
import { ageByDay } from "./sandbox/age-by-day.ts";
import { serve } from "./sandbox/serve.ts";

const parts = { day: ageByDay, fault: addFault } as const;

/** What an added fault does. */
const details = ["match", "times", "after", "rows", "after-bytes", "retry-after", "delay-ms"];

/** `lakewright sandbox` */
export const sandbox: Command = {
  name: "sandbox",
  summary: "serve a Salesforce-compatible org on this machine for trials and tests",
  usage: "sandbox [day | fault KIND] [options]",
  details: [
    "sandbox             starts an org on loopback and serves it until Ctrl-C; prints the variables that",
    "                    connections.yaml reads, to copy into the shell that runs lakewright",
    "sandbox day         lets a day pass in a running org: rows are added, changed and deleted",
    "sandbox fault KIND  makes a running org misbehave once: expired_session, request_limit, unavailable, slow,",
    "                    drop, cut_short, bulk_job_failed, bulk_jobs_limit … (an unknown kind lists them all)",
    "The same seed, accounts and days give the same rows on every machine.",
  ],
  options: {
    port: { takes: "N", summary: "port (default: 4010); 0 takes any free one" },
    accounts: {
      of: [""],
      takes: "N",
      summary: "rows of Account (default: 2000); the other objects scale with it",
    },
    objects: {
      of: [""],
      takes: "NAMES",
      summary: "only these of the generated objects, and User: Account,Contact (default: all)",
    },
    seed: { of: [""], takes: "N", summary: "another seed gives other rows (default: 1)" },
    data: { of: [""], takes: "DIR", summary: "each CSV or Parquet file in it becomes an object" },
    start: { of: [""], takes: "DATE", summary: "first day of the org (default: 2025-01-04)" },
    days: { of: [""], takes: "N", summary: "days that pass before it starts (default: 0)" },
    "frozen-clock": { of: [""], summary: "stop its clock between days" },
    tls: { of: [""], summary: "serve https with a certificate made at start" },
    name: {
      of: [""],
      takes: "NAME",
      summary: "name inside the variables (default: CRM): LAKEWRIGHT_CRM_URL",
    },
    state: { of: [""], takes: "DIR", summary: "folder for its files (default: a temporary one)" },
    url: {
      of: ["day", "fault"],
      takes: "URL",
      summary: "day, fault: the running org (default: http://127.0.0.1:<port>)",
    },
    ca: {
      of: ["day", "fault"],
      takes: "FILE",
      summary: "day, fault: certificate authority of a running org with --tls",
    },
    match: { of: ["fault"], takes: "TEXT", summary: "fault: only requests that contain this text" },
    times: {
      of: ["fault"],
      takes: "N",
      summary: "fault: how many times it happens (default: 1), or `always`",
    },
    after: {
      of: ["fault"],
      takes: "N",
      summary: "fault: matching requests to let through first (default: 0)",
    },
    rows: { of: ["fault"], takes: "N", summary: "fault cut_at_row: rows to actually send" },
    "after-bytes": {
      of: ["fault"],
      takes: "N",
      summary: "fault drop, cut_short: bytes to send before it ends",
    },
    "retry-after": {
      of: ["fault"],
      takes: "N",
      summary: "fault too_many_requests, unavailable: seconds to wait",
    },
    "delay-ms": { of: ["fault"], takes: "N", summary: "fault slow: how long a request waits" },
    clear: { of: ["fault"], summary: "fault: remove all faults" },
  },
  shared: ["json"],
  parts: {
    day: {
      maxNames: 0,
      summary: "let a day pass in a running org: rows are added, changed and deleted",
      usage: "sandbox day [--port N | --url URL] [options]",
    },
    fault: {
      maxNames: 1,
      summary: "make a running org misbehave; an unknown kind lists them all",
      usage: "sandbox fault KIND [--match TEXT] [--times N] [options], or sandbox fault --clear",
    },
  },
  idle: [
    { option: "port", beside: "url", hint: "the address has the port" },
    { option: "clear", beside: "names", hint: "it removes all faults" },
    ...details.map((option) => ({ option, beside: "clear", hint: "it removes all faults" })),
  ],
  examples: [
    "lakewright sandbox",
    "lakewright sandbox --accounts 20000 --seed 7",
    "lakewright sandbox --data ./csv --accounts 0 --name PUBLIC --port 4011",
    "lakewright sandbox day",
    "lakewright sandbox fault unavailable --times 3",
    "lakewright sandbox fault slow --match /jobs/query --delay-ms 3000 --times always",
  ],
  maxNames: 1,
  run(context) {
    const [part, ...rest] = context.names;
    if (part === undefined) return serve(context);
    if (part !== "day" && part !== "fault")
      throw new CallError(
        `sandbox has no subcommand "${part}"`,
        didYouMean(part, Object.keys(parts)) ?? "sandbox, sandbox day, or sandbox fault KIND",
      );
    return parts[part](context, rest);
  },
};

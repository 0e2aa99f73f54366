import { type Sleep, sleep } from "./cancelled.ts";

/** How the client behaves; each has a default for real orgs, tests choose smaller ones. */
export interface SalesforceOptions {
  /** Rows of a Bulk page. */
  readonly pageRows?: number;
  /** Before the first repetition of a failed request; doubled before each further one. */
  readonly retryDelayMs?: number;
  readonly maxAttempts?: number;
  /** How long a connection may stay silent. */
  readonly requestTimeoutMs?: number;
  /** Share of the org's daily API requests after which no extract is started, 0 to 1. */
  readonly usageLimit?: number;
  /** How it waits before a repetition and between two questions about a job. */
  readonly sleep?: Sleep;
  /** Part of each wait before a repetition that is left to chance, 0 to 1. */
  readonly random?: () => number;
  /** Told of each job before it is used, and when it is gone from the server. */
  readonly jobs?: JobLog;
}

export interface JobLog {
  opened(job: string): Promise<void>;
  closed(job: string): Promise<void>;
}

const noJobLog: JobLog = { opened: async () => undefined, closed: async () => undefined };

export type SourceSettings = Required<SalesforceOptions>;

/** Salesforce lets a REST query run for two minutes. */
export const defaultSettings: SourceSettings = {
  pageRows: 50_000,
  retryDelayMs: 500,
  maxAttempts: 5,
  requestTimeoutMs: 130_000,
  usageLimit: 0.95,
  sleep,
  random: Math.random,
  jobs: noJobLog,
};

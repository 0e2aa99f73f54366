import type { BulkJobs } from "./bulk/bulk-jobs.ts";
import type { FaultPlayer } from "./faults/faults.ts";
import type { Sessions } from "./oauth/sessions.ts";
import type { Org } from "./org/org.ts";
import type { Cursors } from "./rest/cursors.ts";
import type { DescribeClock } from "./rest/describe-clock.ts";

/** State that the routes of one sandbox share. */
export interface Context {
  readonly org: Org;
  /** Origin of the server; known once it listens. */
  url(): string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly refreshToken: string;
  readonly jwtPublicKey: string | undefined;
  readonly sessions: Sessions;
  readonly faults: FaultPlayer;
  readonly cursors: Cursors;
  readonly jobs: BulkJobs;
  readonly describeClock: DescribeClock;
  readonly apiUsage: { used: number; readonly max: number };
  readonly bulkPageRows: number;
  /** Aborted when the sandbox closes. */
  readonly closing: AbortSignal;
  /** Takes failures that are the sandbox's own fault. */
  onError(error: unknown): void;
  /** Folder of spooled results; it exists. */
  readonly spoolFolder: string;
}

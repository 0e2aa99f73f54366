import type { UsageLimit } from "@lakewright/config";

/** A limit as the warehouse holds it. */
export interface HeldLimit extends UsageLimit {
  readonly id: string;
}

/** How much of the warehouse may be used. */
export interface UsageLimits {
  held(): Promise<readonly HeldLimit[]>;
  create(limit: UsageLimit): Promise<void>;
  /** Changes how much it is and what happens beyond it; nothing else of a limit can change. */
  update(id: string, limit: UsageLimit): Promise<void>;
  remove(id: string): Promise<void>;
}

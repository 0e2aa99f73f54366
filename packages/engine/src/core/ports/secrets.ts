import type { Reference } from "@lakewright/config";

/** Looks values up when they are needed. */
export interface Secrets {
  /** Fails with `secret_missing`, naming the reference and never a value. */
  resolve(reference: Reference): Promise<string>;
}

import type { ResultReader } from "@lakewright/engine";

/** Writes a result to stdout while it is read. */
export interface RowPrinter extends ResultReader {
  /** Writes what is still held. Not called where reading failed. */
  end(): Promise<void>;
}

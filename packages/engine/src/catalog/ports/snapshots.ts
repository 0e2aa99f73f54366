/** A state of the whole warehouse: one file that is never changed once it is published. */
export interface Snapshot {
  readonly number: number;
  readonly loadId: string;
  readonly file: string;
  readonly status: "published" | "failed" | "retired";
  readonly builtAt: Date;
  /** Digest of all that it was built from. */
  readonly input: string;
  /** Sequence of the newest run that each project was built from, by `<project>/<database>.<table>`. */
  readonly sequences: Readonly<Record<string, number>>;
}

/** Which states of the warehouse there are, and which one readers see. */
export interface Snapshots {
  /** The one that readers see; undefined before the first. */
  published(): Promise<Snapshot | undefined>;
  /** Newest first, without retired ones. */
  kept(): Promise<readonly Snapshot[]>;
  /** Adds one. A published one takes the place of the one called `before`; `conflict` if that is no longer published. */
  add(
    snapshot: Omit<Snapshot, "number">,
    before: number | undefined,
  ): Promise<"added" | "conflict">;
  /** Its file is gone. */
  retire(number: number): Promise<void>;
}

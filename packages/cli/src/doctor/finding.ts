/** One thing that doctor looked at. */
export interface Finding {
  readonly state: "ok" | "warn" | "fail";
  readonly what: string;
  readonly says: string;
  /** The step that fixes it. */
  readonly todo?: string;
}

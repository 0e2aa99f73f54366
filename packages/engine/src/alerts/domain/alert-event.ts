/** Something that people must hear of, in the envelope that EventBridge gives to every event. */
export interface AlertEvent {
  readonly version: "0";
  /** The same for the same thing, so that it is told once. */
  readonly id: string;
  readonly "detail-type": "Lakewright ELT Build Failed" | "Lakewright ELT Not Started In Time";
  readonly source: "lakewright.elt";
  readonly account: string;
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
}

interface AlertParts extends Pick<AlertEvent, "id" | "detail-type" | "detail"> {
  readonly environment: { readonly account: string; readonly region: string };
  readonly at: Date;
}

/** An alert about an environment. */
export function alertEvent({ id, detail, environment, at, ...type }: AlertParts): AlertEvent {
  return {
    version: "0",
    id,
    "detail-type": type["detail-type"],
    source: "lakewright.elt",
    account: environment.account,
    time: at.toISOString().replace(/\.\d+Z$/, "Z"),
    region: environment.region,
    resources: [],
    detail,
  };
}

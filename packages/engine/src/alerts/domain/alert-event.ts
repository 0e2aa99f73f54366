import type { PlatformEvent } from "../../core/index.ts";

/** An event that people must be notified of. */
export interface AlertEvent extends PlatformEvent {
  readonly "detail-type": "Lakewright ELT Build Failed" | "Lakewright ELT Not Started In Time";
  readonly source: "lakewright.elt";
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

/** Something that happened, in the envelope that EventBridge gives to every event. */
export interface PlatformEvent {
  readonly version: string;
  /** The same for the same thing, so that it counts once. */
  readonly id: string;
  readonly "detail-type": string;
  readonly source: string;
  readonly account: string;
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
}

/** A server that takes OpenLineage events. */
export interface LineageSink {
  /** Fails with `lineage_not_sent`, whose text holds no secret. */
  post(event: object, signal: AbortSignal): Promise<void>;
}

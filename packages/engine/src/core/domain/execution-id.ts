interface ExecutionIdSource {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly randomBytes: (count: number) => Uint8Array;
}

/**
 * Makes UUIDs of version 7: ids sort in the order in which they were made, also within a millisecond of one process,
 * so that files sort in run order (RFC 9562, 5.7).
 */
export function executionIds({ now, randomBytes }: ExecutionIdSource): () => string {
  let lastMs = 0;
  let counter = 0;
  return () => {
    const ms = now();
    counter = ms <= lastMs ? counter + 1 : 0;
    lastMs = Math.max(ms, lastMs);
    const bytes = Buffer.from(randomBytes(16));
    bytes.writeUIntBE(lastMs, 0, 6);
    bytes.writeUInt16BE(0x7000 | (counter & 0x0fff), 6);
    bytes.writeUInt8(0x80 | (bytes.readUInt8(8) & 0x3f), 8);
    const hex = bytes.toString("hex");
    return [
      hex.slice(0, 8),
      hex.slice(8, 12),
      hex.slice(12, 16),
      hex.slice(16, 20),
      hex.slice(20),
    ].join("-");
  };
}

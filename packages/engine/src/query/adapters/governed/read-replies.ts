import type { Readable } from "node:stream";
import type { GovernedReply } from "./governed-message.ts";

export interface Replies {
  /** Begins to count bytes at zero. */
  startCount(): void;
  onTooLarge(listener: () => void): void;
  onFailure(listener: (error: unknown) => void): void;
}

/** Cuts the stream into lines, counts its bytes, and reads on when the last line was taken. */
export function readReplies(
  stream: Readable,
  take: (reply: GovernedReply) => Promise<void>,
  maxBytes: () => number,
): Replies {
  let count = 0;
  let tooLargeListener = () => {};
  let failureListener = (_error: unknown) => {};
  const read = async () => {
    let parts: Buffer[] = [];
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      count += chunk.length;
      if (count > maxBytes()) return tooLargeListener();
      let from = 0;
      for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, from)) {
        parts.push(chunk.subarray(from, at));
        await take(JSON.parse(Buffer.concat(parts).toString()) as GovernedReply);
        parts = [];
        from = at + 1;
      }
      parts.push(chunk.subarray(from));
    }
  };
  read().catch((error: unknown) => failureListener(error));
  return {
    startCount: () => {
      count = 0;
    },
    onTooLarge: (listener: () => void) => {
      tooLargeListener = listener;
    },
    onFailure: (listener: (error: unknown) => void) => {
      failureListener = listener;
    },
  };
}

/** Bytes `start` (inclusive) to `end` (exclusive) of a file, sent after `head`. */
export interface FileSlice {
  readonly head: Buffer;
  readonly path: string;
  readonly start: number;
  readonly end: number;
}

/** Reply of a route; the server adds the headers that every reply has. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | FileSlice;
}

const JSON_TYPE = "application/json;charset=UTF-8";

/** `value` as a JSON reply. */
export function jsonReply(value: unknown, status = 200, headers: Reply["headers"] = {}): Reply {
  return jsonTextReply(JSON.stringify(value), status, headers);
}

/** A JSON reply whose text is already made. */
export function jsonTextReply(text: string, status = 200, headers: Reply["headers"] = {}): Reply {
  return { status, headers: { "Content-Type": JSON_TYPE, ...headers }, body: text };
}

/** A reply without a body. */
export function emptyReply(status: number, headers: Reply["headers"] = {}): Reply {
  return { status, headers, body: "" };
}

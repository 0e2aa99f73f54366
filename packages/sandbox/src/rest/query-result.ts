import { jsonTextReply, type Reply } from "../server/reply.ts";

/** One page of a query's answer. */
export interface QueryPage {
  /** Rows of the whole result. */
  readonly total: number;
  /** JSON text of each record. */
  readonly records: readonly string[];
  readonly nextRecordsUrl?: string;
}

/** The page as `/query` answers it. */
export function queryResult({ total, records, nextRecordsUrl }: QueryPage): Reply {
  const next =
    nextRecordsUrl === undefined ? "" : `,"nextRecordsUrl":${JSON.stringify(nextRecordsUrl)}`;
  const done = nextRecordsUrl === undefined;
  return jsonTextReply(
    `{"totalSize":${total},"done":${done}${next},"records":[${records.join(",")}]}`,
  );
}

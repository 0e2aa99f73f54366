import type { GateParser } from "../gate/parse-statement.ts";
import { openParser, serializedTree } from "../gate/serialized-tree.ts";

/** Parses in this process, without limits: what a few hundred bytes become can be gigabytes. For tests alone. */
export function ownGateParser(): GateParser {
  let parser: ReturnType<typeof openParser> | undefined;
  const opened = () => {
    parser ??= openParser();
    return parser;
  };
  return {
    start: () => {},
    serialize: async (sql) => serializedTree((await opened()).connection, sql),
    close: async () => (await parser)?.close(),
  };
}

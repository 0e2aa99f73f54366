import { openParser, serializedTree } from "../gate/serialized-tree.ts";
import type { GovernedReply, RequestHandler } from "./governed-message.ts";

/** Parses statements in a process that may be killed. */
export function parseEngine(reply: (message: GovernedReply) => Promise<void>): RequestHandler {
  const parser = openParser();
  return async (request) => {
    if (!("parse" in request)) throw new Error("Internal Error: this process only parses");
    await reply({ parsed: await serializedTree((await parser).connection, request.parse) });
    await reply({ done: true });
  };
}

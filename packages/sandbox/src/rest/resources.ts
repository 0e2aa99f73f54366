import type { Context } from "../context.ts";
import { identityUrl } from "../oauth/user-info.ts";
import { jsonReply, type Reply } from "../server/reply.ts";

const RESOURCES = ["sobjects", "query", "queryAll", "limits", "jobs"];

/** `GET /services/data/vXX.0`. */
export async function listResources(context: Context, version: string): Promise<Reply> {
  const entries = RESOURCES.map((name) => [name, `/services/data/v${version}/${name}`]);
  return jsonReply({ ...Object.fromEntries(entries), identity: identityUrl(context) });
}

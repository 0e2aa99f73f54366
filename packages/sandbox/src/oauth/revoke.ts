import type { Context } from "../context.ts";
import type { ApiRequest } from "../server/api-request.ts";
import { emptyReply, jsonReply, type Reply } from "../server/reply.ts";

/** `/services/oauth2/revoke`: the token stops working. */
export async function revokeToken(context: Context, request: ApiRequest): Promise<Reply> {
  const token = new URLSearchParams(request.body).get("token") ?? request.query.get("token") ?? "";
  if (!context.sessions.isOpen(token)) {
    const body = { error: "unsupported_token_type", error_description: "this token is not known" };
    return jsonReply(body, 400);
  }
  context.sessions.revoke(token);
  return emptyReply(200);
}

import type { Context } from "../context.ts";
import { jsonReply, type Reply } from "../server/reply.ts";
import { RUN_AS_USER_ID } from "./run-as-user.ts";

/** The `id` member of a token answer. */
export function identityUrl(context: Context): string {
  return `${context.url()}/id/${context.org.id}/${RUN_AS_USER_ID}`;
}

/** `GET /services/oauth2/userinfo`. */
export async function userInfo(context: Context): Promise<Reply> {
  const rest = `${context.url()}/services/data/v{version}/`;
  return jsonReply({
    sub: identityUrl(context),
    user_id: RUN_AS_USER_ID,
    organization_id: context.org.id,
    preferred_username: "integration@sandbox.example",
    nickname: "integration",
    name: "Integration User",
    email: "integration@sandbox.example",
    email_verified: true,
    given_name: "Integration",
    family_name: "User",
    zoneinfo: "GMT",
    urls: { rest, sobjects: `${rest}sobjects/`, query: `${rest}query/` },
    active: true,
    user_type: "STANDARD",
    language: "en_US",
    locale: "en_US",
    utcOffset: 0,
    updated_at: context.org.now().toISOString(),
  });
}

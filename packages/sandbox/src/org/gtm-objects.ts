import type { ObjectSpec } from "./object-spec.ts";
import { account } from "./objects/account.ts";
import { user } from "./objects/user.ts";

/** The life-science go-to-market org that is generated. */
export const gtmObjects: readonly ObjectSpec[] = [account, user];

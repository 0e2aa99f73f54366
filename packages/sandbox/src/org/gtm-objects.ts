import type { ObjectSpec } from "./object-spec.ts";
import { account } from "./objects/account.ts";
import { attachment } from "./objects/attachment.ts";
import { callActivity } from "./objects/call-activity.ts";
import { consent } from "./objects/consent.ts";
import { contact } from "./objects/contact.ts";
import { formularyEntry } from "./objects/formulary-entry.ts";
import { accountHistory, alignmentHistory, loginHistory } from "./objects/histories.ts";
import { product } from "./objects/product.ts";
import { task } from "./objects/task.ts";
import { territory } from "./objects/territory.ts";
import { user } from "./objects/user.ts";

/** The life-science go-to-market org that is generated. */
export const gtmObjects: readonly ObjectSpec[] = [
  account,
  contact,
  callActivity,
  product,
  territory,
  consent,
  formularyEntry,
  task,
  attachment,
  user,
  accountHistory,
  alignmentHistory,
  loginHistory,
];

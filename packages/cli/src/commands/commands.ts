import type { Command } from "../command.ts";
import { query } from "./query.ts";
import { run } from "./run.ts";
import { sandbox } from "./sandbox.ts";
import { status } from "./status.ts";
import { validate } from "./validate.ts";

/** Every command, in the order in which a newcomer needs them. */
export const commands: readonly Command[] = [validate, run, query, status, sandbox];

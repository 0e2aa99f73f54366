import type { Command } from "../command.ts";
import { access } from "./access.ts";
import { doctor } from "./doctor.ts";
import { elt } from "./elt.ts";
import { init } from "./init.ts";
import { query } from "./query.ts";
import { repair } from "./repair.ts";
import { reset } from "./reset.ts";
import { run } from "./run.ts";
import { sandbox } from "./sandbox.ts";
import { status } from "./status.ts";
import { synth } from "./synth.ts";
import { validate } from "./validate.ts";

/** Every command, in the order in which a newcomer needs them. */
export const commands: readonly Command[] = [
  init,
  validate,
  run,
  elt,
  query,
  access,
  status,
  synth,
  sandbox,
  doctor,
  repair,
  reset,
];

import * as access from "./access.mjs";
import * as elt from "./elt.mjs";
import * as increments from "./increments.mjs";
import * as ingestBulk from "./ingest-bulk.mjs";
import * as ingestRest from "./ingest-rest.mjs";
import * as partitions from "./partitions.mjs";
import * as peers from "./peers.mjs";
import * as queryOutput from "./query-output.mjs";
import * as read from "./read.mjs";
import * as registrar from "./registrar.mjs";
import * as sandbox from "./sandbox.mjs";
import * as synth from "./synth.mjs";
import * as validate from "./validate.mjs";

/** In the order of RESULTS.md. */
export const benches = [
  ingestBulk,
  ingestRest,
  increments,
  partitions,
  read,
  queryOutput,
  peers,
  access,
  registrar,
  validate,
  synth,
  elt,
  sandbox,
];

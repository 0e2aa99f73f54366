// The process around the command: the only file that touches `process`.
import { exitCodes } from "./exit-code.ts";
import { main } from "./main.ts";
import { processIo } from "./process-io.ts";

const code = await main(process.argv.slice(2), processIo(process));
// What a stalled reader has not taken would keep the process alive.
if (code >= exitCodes.interrupted) process.exit(code);
process.exitCode = code;

// Entry of the query process: reads requests from standard input, answers on descriptor 3. Its parent checks statements,
// watches its memory and kills it. Standard output is not used, since the engine itself can write there.
import { Socket } from "node:net";
import { createInterface } from "node:readline";
import { governedEngine } from "./governed-engine.ts";
import type { GovernedReply, GovernedRequest } from "./governed-message.ts";

// A socket writes at once; a file stream would hand each line to the thread that runs the engine's calls.
const out = new Socket({ fd: 3, readable: false, writable: true });
// The parent is gone: nobody waits for an answer.
out.on("error", () => process.exit(0));

/** Resolves when the parent has taken enough of what was written. */
async function reply(message: GovernedReply): Promise<void> {
  if (out.write(`${JSON.stringify(message)}\n`)) return;
  await new Promise<void>((resolve) => out.once("drain", () => resolve()));
}

const engine = governedEngine(reply);
for await (const line of createInterface({ input: process.stdin }))
  await engine.answer(JSON.parse(line) as GovernedRequest);
process.exit(0);

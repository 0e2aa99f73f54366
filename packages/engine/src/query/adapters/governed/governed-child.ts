// Entry of our processes for a role's statements: reads requests from standard input, answers on descriptor 3. Its first argument is
// what it is there for. Its parent watches and kills it; standard output is not used, since the engine itself can write there.
import { Socket } from "node:net";
import { createInterface } from "node:readline";
import { fillEngine } from "./fill-engine.ts";
import { governedEngine } from "./governed-engine.ts";
import type { GovernedReply, GovernedRequest } from "./governed-message.ts";
import { parseEngine } from "./parse-engine.ts";

const [purpose = "", residentMiB = "", timeoutMs = ""] = process.argv.slice(2);
const parent = process.ppid;

/** Not process.exit(): that waits for the engine's call to end. */
function die(): void {
  process.kill(process.pid, "SIGKILL");
}

// The parent is gone: nobody waits for an answer, and nobody would end this process.
process.stdin.once("end", die);
process.stdin.once("close", die);

// A socket writes at once; a file stream would hand each line to the thread that runs the engine's calls.
const out = new Socket({ fd: 3, readable: false, writable: true });
out.on("error", die);

// Ctrl-C in a terminal reaches every process of the command: the parent decides.
process.on("SIGINT", () => {});

let since = Date.now();
let isBusy = false;
setInterval(() => {
  const isOver = isBusy && Date.now() - since > Number(timeoutMs);
  const isLarge = process.memoryUsage.rss() > Number(residentMiB) * 1024 * 1024;
  if (process.ppid !== parent || isOver || isLarge) die();
}, 250).unref();

/** Resolves when the parent has taken enough of what was written, however long that takes. Rows begin the time anew. */
async function reply(message: GovernedReply): Promise<void> {
  const isWritten = out.write(`${JSON.stringify(message)}\n`);
  if (!isWritten) {
    isBusy = false;
    await new Promise<void>((resolve) => out.once("drain", () => resolve()));
  }
  if ("rows" in message) since = Date.now();
  isBusy = true;
}

const engines = { read: governedEngine, fill: fillEngine, parse: parseEngine };
if (!Object.hasOwn(engines, purpose)) throw new Error(`no purpose "${purpose}"`);
const answer = engines[purpose as keyof typeof engines](reply);
for await (const line of createInterface({ input: process.stdin })) {
  [since, isBusy] = [Date.now(), true];
  await answer(JSON.parse(line) as GovernedRequest).catch((error: unknown) =>
    reply({ error: error instanceof Error ? error.message : String(error) }),
  );
  isBusy = false;
}

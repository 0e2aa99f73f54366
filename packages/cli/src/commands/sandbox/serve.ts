import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Org, Sandbox } from "@lakewright/sandbox";
import { CallError } from "../../call/call-error.ts";
import type { Context } from "../../command.ts";
import { type ExitCode, exitCodes } from "../../exit-code.ts";
import { showDuration, showNumberOf } from "../../output/amounts.ts";
import { visibleText } from "../../output/visible-text.ts";
import { defaultPort } from "./default-port.ts";
import { makeOrg } from "./make-org.ts";

/** Serves an org until Ctrl-C or SIGTERM, which is its proper end: exit code 0. */
export async function serve(context: Context): Promise<ExitCode> {
  const signal = context.io.catchInterrupts();
  const prefix = prefixOf(context);
  const began = Date.now();
  const org = await makeOrg(context, signal);
  if (signal.aborted) return closed(org);
  const own = context.options.text("state");
  const stateFolder = own
    ? resolve(context.io.cwd, own)
    : await mkdtemp(join(tmpdir(), "lakewright-sandbox-"));
  const sandbox = await listen(context, org, stateFolder);
  await introduce(context, sandbox, { prefix, ms: Date.now() - began });
  await untilAborted(signal);
  await sandbox.close();
  if (!own) await rm(stateFolder, { recursive: true, force: true });
  return closed(org);
}

function closed(org: Org): ExitCode {
  org.close();
  return exitCodes.done;
}

function prefixOf({ options }: Context): string {
  const name = options.text("name") ?? "CRM";
  if (/^[A-Za-z][A-Za-z0-9_]*$/.test(name)) return `LAKEWRIGHT_${name.toUpperCase()}`;
  throw new CallError(`--name must be letters, digits and _, got "${name}"`);
}

async function listen({ options }: Context, org: Org, stateFolder: string): Promise<Sandbox> {
  const { startSandbox } = await import("@lakewright/sandbox");
  const port = options.wholeNumber("port") ?? defaultPort;
  if (port > 65_535) throw new CallError(`--port must be at most 65535, got ${port}`);
  try {
    return await startSandbox({ org, port, tls: options.has("tls"), stateFolder });
  } catch (error) {
    org.close();
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EADDRINUSE")
      throw new CallError(`port ${port} is taken`, "--port 0 takes any free one");
    if (code === "EACCES") throw new CallError(`port ${port} is not open to this user`, "--port 0");
    throw error;
  }
}

interface Introduction {
  readonly prefix: string;
  readonly ms: number;
}

async function introduce(
  context: Context,
  sandbox: Sandbox,
  { prefix, ms }: Introduction,
): Promise<void> {
  const { url, clientId, clientSecret, caFile, org } = sandbox;
  const variables = {
    [`${prefix}_URL`]: url,
    [`${prefix}_CLIENT_ID`]: clientId,
    [`${prefix}_CLIENT_SECRET`]: clientSecret,
  };
  const { say, talk } = context;
  await say(talk.green(`serving org ${org.id} at ${url} (made in ${showDuration(ms)})`));
  await say(`its day is ${org.now().toISOString().slice(0, 10)}; it has ${objectsOf(org)}`);
  for (const { file, reason } of org.skippedFiles?.() ?? [])
    await say(talk.yellow(`${visibleText(file)} was skipped: ${visibleText(reason)}`));
  if (caFile) await say(`its certificate authority, for ca_file in connections.yaml: ${caFile}`);
  if (context.json) await context.print(JSON.stringify({ url, caFile, env: variables }));
  else {
    await say("\ncopy these lines into the shell that runs lakewright:\n");
    for (const [name, value] of Object.entries(variables))
      await context.print(`export ${name}=${value}`);
    await say("");
  }
  const port = new URL(url).port;
  const next = caFile ? `--url ${url} --ca ${caFile}` : `--port ${port}`;
  await say(`next day: lakewright sandbox day ${next}\nCtrl-C stops it`);
}

const namesShown = 12;

function objectsOf(org: Org): string {
  const names = org.objects().map(({ name }) => name);
  const more = names.length > namesShown ? ", …" : "";
  const shown = names.slice(0, namesShown).join(", ");
  return `${showNumberOf(names.length, "object")}: ${visibleText(shown)}${more}`;
}

function untilAborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((done) => signal.addEventListener("abort", () => done(), { once: true }));
}

import { spawn } from "node:child_process";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import {
  type Access,
  type Environment,
  type Flow,
  type Platform,
  writeManifest,
} from "@lakewright/config";
import { buildHandlers } from "../../../scripts/build-handlers.mjs";
import { anyEnvironment } from "../../engine/test/any-flow.ts";

export interface Invocation {
  readonly answer: unknown;
  /** The handler's log, each entry a line of JSON. */
  readonly lines: readonly Record<string, unknown>[];
}

/** The bucket that flows of `anyEnvironment` write to. */
export const rawBucket = "gtm-dev-raw-000000000000-local";

/** Bundles the handlers and puts the manifest of these flows and rules beside each, as it is deployed. */
export async function deployHandlers(flows: readonly Flow[], access?: Access) {
  const outdir = await mkdtemp(join(tmpdir(), "lakewright-deployed-"));
  const { outputs } = await buildHandlers(outdir);
  const manifest = writeManifest({ name: "gtm", folder: "/platform" } as Platform, {
    ...environment(flows),
    access,
  });
  for (const path of Object.keys(outputs))
    await writeFile(join(outdir, path.split("/").at(-2) ?? "", "manifest.json"), manifest);
  return {
    /** Calls a handler in a process of its own: a cold start. */
    invoke: (handler: string, event: unknown, env: Readonly<Record<string, string>>) =>
      invoke(join(outdir, handler, "index.mjs"), event, env),
  };
}

function environment(flows: readonly Flow[]): Environment {
  return { ...anyEnvironment(flows), name: "dev" };
}

async function invoke(
  bundle: string,
  event: unknown,
  env: Readonly<Record<string, string>>,
): Promise<Invocation> {
  const code = `
    import { handler } from ${JSON.stringify(bundle)};
    import { json } from "node:stream/consumers";
    const context = { getRemainingTimeInMillis: () => 60_000 };
    console.log("answer " + JSON.stringify(await handler(await json(process.stdin), context) ?? null));`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", code], {
    env: {
      PATH: process.env.PATH,
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
      ...env,
    },
    stdio: ["pipe", "pipe", "pipe"],
  });
  child.stdin.end(JSON.stringify(event));
  const [printed, said] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const written = printed.trimEnd().split("\n");
  const last = written.pop() ?? "";
  if (!last.startsWith("answer ")) throw new Error(`the handler ended without an answer: ${said}`);
  return {
    answer: JSON.parse(last.slice("answer ".length)),
    lines: written.map((line) => JSON.parse(line) as Record<string, unknown>),
  };
}

/** An SQS batch of these events. */
export function queued(...events: readonly unknown[]) {
  const Records = events.map((event, index) => ({
    messageId: `m${index}`,
    body: JSON.stringify(event),
  }));
  return { Records };
}

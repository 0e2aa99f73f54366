import { readFile } from "node:fs/promises";
import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { resolve } from "node:path";
import { text } from "node:stream/consumers";
import { CallError } from "../../call/call-error.ts";
import type { Context } from "../../command.ts";
import { defaultPort } from "./default-port.ts";

interface ControlRequest {
  readonly method: "POST" | "DELETE" | "GET";
  readonly path: string;
  readonly body?: unknown;
}

/** Asks a running sandbox for something. Fails with a CallError if there is none, or if it refuses. */
export async function controlRequest(context: Context, request: ControlRequest): Promise<unknown> {
  const base = baseOf(context);
  const { status, body } = await send(context, base, request).catch((error: Error) => {
    const hint = "start one with `lakewright sandbox`, or name it with --url or --port";
    throw new CallError(`no sandbox answers at ${base.origin}: ${error.message}`, hint);
  });
  if (status < 300) return body === "" ? undefined : JSON.parse(body);
  throw new CallError(`the sandbox refused: ${messageOf(body)}`);
}

function baseOf({ options }: Context): URL {
  const port = options.wholeNumber("port") ?? defaultPort;
  const named = options.text("url") ?? `http://127.0.0.1:${port}`;
  if (!URL.canParse(named) || !/^https?:/.test(named))
    throw new CallError(`--url is not an address: "${named}"`, "such as http://127.0.0.1:4010");
  const base = new URL(named);
  if (options.text("ca") !== undefined && base.protocol !== "https:")
    throw new CallError(
      `--ca has no effect on ${base.origin}`,
      "it is for an org with --tls: --url https://…",
    );
  return base;
}

async function send({ io, options }: Context, base: URL, { method, path, body }: ControlRequest) {
  const caFile = options.text("ca");
  const ca = caFile === undefined ? undefined : await readFile(resolve(io.cwd, caFile));
  const start = base.protocol === "https:" ? requestHttps : requestHttp;
  const headers = { "content-type": "application/json" };
  return new Promise<{ status: number; body: string }>((done, fail) => {
    const call = start(new URL(path, base), { method, headers, ca }, (reply) => {
      text(reply).then((content) => done({ status: reply.statusCode ?? 0, body: content }), fail);
    });
    call.on("error", fail);
    call.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

/** Salesforce's errors are a list of codes and messages. */
function messageOf(body: string): string {
  try {
    const [first] = JSON.parse(body) as { message?: string }[];
    return first?.message ?? body;
  } catch {
    return body;
  }
}

import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, type TestContext } from "vitest";
import { pythonEnvironment, pythonOrSkip } from "../../../../scripts/python-environment.mjs";

/** Pinned Python that holds moto, boto3 and awswrangler. */
export const awsRequirements = join(import.meta.dirname, "requirements.txt");

export interface MotoServer {
  readonly endpoint: string;
  /** Settings by which an AWS SDK client reaches it; the credentials are made up. */
  readonly client: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  };
  /** The same for a child process, in whatever language. */
  readonly env: Readonly<Record<string, string>>;
  /** The Python that it runs on, which has boto3 and awswrangler too. */
  readonly python: string;
  /** Forgets everything. */
  empty(): Promise<void>;
  close(): Promise<void>;
}

const region = "eu-west-1";
const credentials = { accessKeyId: "test", secretAccessKey: "test" };

/** Starts moto on a free port of loopback. Skips the test, visibly, where Python or PyPI is missing. */
export async function startMoto(context: Pick<TestContext, "task" | "skip">): Promise<MotoServer> {
  const python = await pythonOrSkip(awsRequirements, context);
  const server = spawn(python, [join(import.meta.dirname, "moto_server.py")], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const ended = new Promise<void>((done) => server.once("exit", () => done()));
  const endpoint = `http://127.0.0.1:${await firstLine(server.stdout, ended)}`;
  return {
    endpoint,
    client: { endpoint, region, credentials },
    env: {
      AWS_ENDPOINT_URL: endpoint,
      AWS_REGION: region,
      AWS_DEFAULT_REGION: region,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      AWS_EC2_METADATA_DISABLED: "true",
    },
    python,
    empty: async () => {
      const { ok, status } = await fetch(`${endpoint}/moto-api/reset`, { method: "POST" });
      if (!ok) throw new Error(`moto did not reset: ${status}`);
    },
    close: async () => {
      server.stdin.end();
      await ended;
    },
  };
}

/** One server for all tests of a file, started by the first that asks and empty for each: call it at the top. */
export function motoForTests(): (context: TestContext) => Promise<MotoServer> {
  let server: Promise<MotoServer> | undefined;
  // The first time installs Python packages: no test shall wait for that.
  beforeAll(() => pythonEnvironment(awsRequirements).then(() => {}));
  afterAll(async () => (await server?.catch(() => undefined))?.close());
  return async (context) => {
    await pythonOrSkip(awsRequirements, context);
    server ??= startMoto(context);
    const moto = await server;
    await moto.empty();
    return moto;
  };
}

async function firstLine(output: NodeJS.ReadableStream, ended: Promise<void>): Promise<string> {
  const line = await Promise.race([
    new Promise<string>((done) => createInterface(output).once("line", done)),
    ended.then(() => undefined),
  ]);
  if (line === undefined) throw new Error("moto ended before it served: see its output above");
  return line;
}

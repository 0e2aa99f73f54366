import { once } from "node:events";
import { createInterface } from "node:readline";
import { startLakewright } from "./lakewright.ts";

/** A fault as `POST /sandbox/faults` takes it. */
export interface FaultRequest {
  readonly kind: string;
  readonly match?: string;
  readonly pattern?: string;
  readonly times?: number | "always";
  readonly after?: number;
  readonly delayMs?: number;
  readonly retryAfterSeconds?: number;
  readonly afterBytes?: number;
  readonly rows?: number;
  readonly message?: string;
}

/** A running `lakewright sandbox`. */
export interface Sandbox {
  readonly url: string;
  /** The variables that connections.yaml reads. */
  readonly env: Readonly<Record<string, string>>;
  /** Lets days pass. */
  age(days: number): Promise<void>;
  setFaults(faults: readonly FaultRequest[]): Promise<void>;
  /** How often each fault of the last `setFaults` has struck. */
  hits(): Promise<readonly number[]>;
  stop(): Promise<void>;
}

/** Starts an org on a free port; `args` say what is in it. */
export async function startSandbox(args: readonly string[]): Promise<Sandbox> {
  const { child, ended } = startLakewright(["sandbox", "--port", "0", "--json", ...args]);
  if (!child.stdout) throw new Error("the sandbox has no output");
  const failed = ended.then(({ stderr }) => {
    throw new Error(`the sandbox did not start:\n${stderr}`);
  });
  failed.catch(() => undefined);
  const [line] = await Promise.race([once(createInterface(child.stdout), "line"), failed]);
  const { url, env } = JSON.parse(String(line)) as Pick<Sandbox, "url" | "env">;
  return {
    url,
    env,
    async age(days) {
      for (let day = 0; day < days; day++) await control(url, "POST", "/sandbox/day");
    },
    async setFaults(faults) {
      await control(url, "DELETE", "/sandbox/faults");
      for (const fault of faults) await control(url, "POST", "/sandbox/faults", fault);
    },
    async hits() {
      const faults = (await control(url, "GET", "/sandbox/faults")) as { hits: number }[];
      return faults.map(({ hits }) => hits);
    },
    async stop() {
      child.kill("SIGTERM");
      await ended;
    },
  };
}

async function control(url: string, method: string, path: string, body?: object) {
  const response = await fetch(url + path, {
    method,
    headers: { "content-type": "application/json" },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const content = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${content}`);
  return content === "" ? undefined : (JSON.parse(content) as unknown);
}

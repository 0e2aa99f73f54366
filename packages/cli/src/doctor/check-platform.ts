import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Deployment } from "@lakewright/config";
import { CallError } from "../call/call-error.ts";
import type { Context } from "../command.ts";
import { showNumberOf } from "../output/amounts.ts";
import { type ChosenPlatform, choosePlatform } from "../platform/choose-platform.ts";
import { InvalidPlatform } from "../platform/invalid-platform.ts";
import { withChosen } from "../platform/open-platform.ts";
import { failureOf, isPlatformError } from "../report-failure.ts";
import { checkAccount } from "./account/check-account.ts";
import { checkConnections } from "./check-connections.ts";
import { checkPython } from "./check-machine.ts";
import { checkSecrets } from "./check-secrets.ts";
import type { Finding } from "./finding.ts";

/** The folder, and what it needs: here its state and its connections, elsewhere an account; as far as each can be reached. */
export async function checkPlatform(context: Context): Promise<Finding[]> {
  let chosen: ChosenPlatform;
  try {
    chosen = await choosePlatform(context, { where: "any" });
  } catch (error) {
    return [await checkPython(false), notChosen(context, error)];
  }
  const { deployment, name } = chosen.environment;
  if (deployment && context.options.text("state") !== undefined)
    throw new CallError(`--state has no effect on ${name}, which is in AWS`, "leave it out");
  const needed = deployment ? checkDeployment(chosen, deployment) : checkState(context, chosen);
  const { length: projects } = chosen.environment.warehouse?.projects ?? [];
  const python = await checkPython(projects > 0 && deployment === undefined);
  return [python, folderIsValid(chosen), ...(await needed)];
}

function folderIsValid({ platform, environment }: ChosenPlatform): Finding {
  const says = `"${platform.name}" is valid, ${showNumberOf(environment.flows.length, "flow")} in ${environment.name}`;
  return { state: "ok", what: "platform", says };
}

/** A folder that is not there is worth a word; one that was named and is not there is a wrong call. */
function notChosen({ options }: Context, error: unknown): Finding {
  if (error instanceof InvalidPlatform) {
    const says = showNumberOf(error.problems.length, "problem");
    return { state: "fail", what: "platform", says, todo: "lakewright validate lists them" };
  }
  const isNamed = options.text("env") !== undefined || options.text("platform") !== undefined;
  if (!(error instanceof CallError) || isNamed) throw error;
  const { message: says, hint } = error;
  return { state: "warn", what: "platform", says, ...(hint === undefined ? {} : { todo: hint }) };
}

/** The SDK is loaded only where it is needed: it is large. */
async function checkDeployment(
  { environment }: ChosenPlatform,
  deployment: Deployment,
): Promise<Finding[]> {
  const { sdkAccount } = await import("./account/sdk-account.ts");
  const aws = sdkAccount(environment.region);
  try {
    return await checkAccount(aws, environment, deployment);
  } finally {
    aws.close();
  }
}

/** A missing state folder is not created: the connections are tried from a temporary one. */
async function checkState(context: Context, chosen: ChosenPlatform): Promise<Finding[]> {
  const { stateFolder } = chosen;
  if (existsSync(stateFolder)) return checkOpened(context, chosen, `${stateFolder} opens`);
  const temporary = await mkdtemp(join(tmpdir(), "lakewright-doctor-"));
  try {
    const says = `nothing is loaded yet; it will be ${stateFolder}`;
    return await checkOpened(context, { ...chosen, stateFolder: temporary }, says);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

async function checkOpened(
  context: Context,
  chosen: ChosenPlatform,
  says: string,
): Promise<Finding[]> {
  try {
    return await withChosen(context, chosen, async (open) => {
      const killed = await open.ports.ledger.interruptedRuns();
      return [
        { state: "ok", what: "state", says },
        ...(killed.length === 0 ? [] : [killedRuns(killed.length)]),
        await checkSecrets(open),
        ...(await checkConnections(open)),
      ];
    });
  } catch (error) {
    if (!isPlatformError(error)) throw error;
    const { message, hint } = await failureOf(error);
    return [
      {
        state: "fail",
        what: "state",
        says: message,
        ...(hint === undefined ? {} : { todo: hint }),
      },
    ];
  }
}

function killedRuns(count: number): Finding {
  const says = `${showNumberOf(count, "run")} ended with its process`;
  return {
    state: "warn",
    what: "state",
    says,
    todo: "the next lakewright run cleans up and continues",
  };
}

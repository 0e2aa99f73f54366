import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { Org } from "@lakewright/sandbox";
import { CallError } from "../../call/call-error.ts";
import type { Context } from "../../command.ts";

/** A Saturday: the Mondays of weekly flows come within the first days. */
const defaultStart = "2025-01-04";

/** Makes the org that a call describes and lets its days pass; a signal ends that early. */
export async function makeOrg(context: Context, signal: AbortSignal): Promise<Org> {
  const { options, say } = context;
  const days = options.wholeNumber("days") ?? 0;
  const settings = {
    seed: options.wholeNumber("seed") ?? 1,
    accounts: options.wholeNumber("accounts") ?? 2000,
    startDate: (options.date("start")?.toISOString() ?? defaultStart).slice(0, 10),
    dataFolder: dataFolder(context),
    objects: objectsOf(context),
    frozenClock: options.has("frozen-clock"),
  };
  if (settings.accounts === 0 && settings.objects)
    throw new CallError("--objects has no effect beside --accounts 0", "nothing is generated");
  const { createOrg } = await import("@lakewright/sandbox");
  const what = settings.accounts > 0 ? `an org of ${settings.accounts} accounts` : "an org";
  await say(`making ${what}${days > 0 ? ` and letting ${days} days pass` : ""} …`);
  const org = await createOrg(settings).catch((error: unknown) => {
    throw error instanceof RangeError ? new CallError(error.message) : error;
  });
  for (let day = 0; day < days && !signal.aborted; day++) await org.day();
  return org;
}

function objectsOf({ options }: Context): readonly string[] | undefined {
  return options
    .text("objects")
    ?.split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
}

function dataFolder({ options, io }: Context): string | undefined {
  const named = options.text("data");
  if (named === undefined) return undefined;
  const folder = resolve(io.cwd, named);
  if (existsSync(folder)) return folder;
  throw new CallError(
    `there is no folder ${folder}`,
    "--data names a folder of CSV or Parquet files",
  );
}

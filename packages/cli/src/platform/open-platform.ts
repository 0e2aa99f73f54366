import type { LocalPlatform } from "@lakewright/engine/local";
import type { Context } from "../command.ts";
import { type ChosenPlatform, choosePlatform } from "./choose-platform.ts";

/** A platform with its state open. */
export interface OpenPlatform extends ChosenPlatform {
  readonly ports: LocalPlatform["ports"];
  readonly openGoverned: LocalPlatform["openGoverned"];
  readonly openElt: LocalPlatform["openElt"];
}

/** Opens the platform that a call is about, does the work, and closes it whatever happens. */
export async function withPlatform<T>(
  context: Context,
  work: (open: OpenPlatform) => Promise<T>,
): Promise<T> {
  return withChosen(context, await choosePlatform(context), work);
}

/** The same for a platform that has been read already. */
export async function withChosen<T>(
  context: Context,
  chosen: ChosenPlatform,
  work: (open: OpenPlatform) => Promise<T>,
): Promise<T> {
  const { openLocalPlatform } = await import("@lakewright/engine/local");
  const { platform, environment, stateFolder } = chosen;
  const processEnv = context.io.env;
  const secretsFile = processEnv.LAKEWRIGHT_SECRETS_FILE;
  const local = await openLocalPlatform({
    environment,
    stateFolder,
    platformFolder: platform.folder,
    processEnv,
    secretsFile,
  });
  try {
    return await work({ ...chosen, ...local });
  } finally {
    await local.close();
  }
}

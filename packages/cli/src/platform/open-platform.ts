import type { LocalPlatform } from "@lakewright/engine/local";
import type { Context } from "../command.ts";
import { finishResets } from "../reset/remove-state.ts";
import { type ChosenPlatform, choosePlatform } from "./choose-platform.ts";
import { findSecrets, type SecretsPath } from "./find-secrets.ts";

/** A platform with its state open. */
export interface OpenPlatform extends ChosenPlatform {
  readonly ports: LocalPlatform["ports"];
  readonly secrets: LocalPlatform["secrets"];
  readonly secretsFile: SecretsPath;
  readonly openGoverned: LocalPlatform["openGoverned"];
  readonly openElt: LocalPlatform["openElt"];
  readonly assertWritable: LocalPlatform["assertWritable"];
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
  const secretsFile = { ...findSecrets(context, platform.name), platformFolder: platform.folder };
  await finishResets(stateFolder);
  const local = await openLocalPlatform({
    environment,
    stateFolder,
    processEnv: context.io.env,
    secretsFile,
  });
  try {
    return await work({ ...chosen, ...local, secretsFile });
  } finally {
    await local.close();
  }
}

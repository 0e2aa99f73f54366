import { PlatformError } from "../../core/index.ts";
import type { Identities, LakeSettings, LakeSettingsStore } from "../ports/lake-settings.ts";

export interface LakeSettingsPorts {
  readonly settings: LakeSettingsStore;
  readonly identities: Identities;
}

export interface LakeSettingsChange {
  readonly added: readonly string[];
  /** Roles that are gone: Lake Formation refuses every later change as long as it names one. */
  readonly pruned: readonly string[];
}

/**
 * Closes what is new and names the administrators: no principal gets anything on new databases and tables by default,
 * `administrators` are added, roles that IAM does not know any more are taken out, everybody else stays. Reads back
 * what was written and throws where it does not hold.
 */
export async function ownLakeSettings(
  { settings, identities }: LakeSettingsPorts,
  administrators: readonly string[],
): Promise<LakeSettingsChange> {
  const unknown = await goneAmong(identities, administrators);
  if (unknown.length > 0)
    throw new PlatformError(
      "unknown_name",
      `IAM has no role ${unknown.join(", ")}, which is to administer Lake Formation`,
      "make the role first, or take it out of lake_administrators",
    );
  const before = await settings.read();
  const present = new Set(before.administrators);
  const added = [...new Set(administrators)].filter((arn) => !present.has(arn));
  const pruned = await goneAmong(identities, before.administrators);
  const kept = before.administrators.filter((arn) => !pruned.includes(arn));
  const wanted: LakeSettings = {
    administrators: [...kept, ...added],
    newDatabasesOpenTo: [],
    newTablesOpenTo: [],
  };
  await settings.write(wanted);
  assertHolds(wanted, await settings.read());
  return { added, pruned };
}

async function goneAmong(
  identities: Identities,
  administrators: readonly string[],
): Promise<readonly string[]> {
  const gone: string[] = [];
  for (const arn of administrators)
    if (isRole(arn) && !(await identities.roleExists(arn))) gone.push(arn);
  return gone;
}

/** Users, groups and federated identities are left to whoever named them. */
function isRole(arn: string): boolean {
  return /^arn:[^:]+:iam::\d{12}:role\//.test(arn);
}

function assertHolds(wanted: LakeSettings, held: LakeSettings): void {
  const open = [...held.newDatabasesOpenTo, ...held.newTablesOpenTo];
  if (open.length > 0)
    throw new PlatformError(
      "settings_not_kept",
      `Lake Formation still opens new databases and tables to ${[...new Set(open)].join(", ")}`,
      "empty both default permissions in the Lake Formation console, under Data catalog settings, and deploy again",
    );
  const missing = wanted.administrators.filter((arn) => !held.administrators.includes(arn));
  if (missing.length > 0)
    throw new PlatformError(
      "settings_not_kept",
      `Lake Formation did not keep ${missing.join(", ")} as administrators`,
      "see who else writes its settings: one owner only may",
    );
}

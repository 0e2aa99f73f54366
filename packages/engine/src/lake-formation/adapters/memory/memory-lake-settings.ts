import type { LakeSettings, LakeSettingsStore } from "../../ports/lake-settings.ts";

/** Settings as a new account has them: every new database and table is left to IAM. */
export function memoryLakeSettings(first: Partial<LakeSettings> = {}): LakeSettingsStore {
  let settings: LakeSettings = {
    administrators: [],
    newDatabasesOpenTo: ["IAM_ALLOWED_PRINCIPALS"],
    newTablesOpenTo: ["IAM_ALLOWED_PRINCIPALS"],
    ...first,
  };
  return {
    read: async () => settings,
    write: async ({ administrators, newDatabasesOpenTo, newTablesOpenTo }) => {
      const stillOpen = (before: readonly string[], next: readonly string[]) =>
        before.filter((principal) => next.includes(principal));
      settings = {
        administrators,
        newDatabasesOpenTo: stillOpen(settings.newDatabasesOpenTo, newDatabasesOpenTo),
        newTablesOpenTo: stillOpen(settings.newTablesOpenTo, newTablesOpenTo),
      };
    },
  };
}

import {
  type DataLakePrincipal,
  type DataLakeSettings,
  GetDataLakeSettingsCommand,
  type LakeFormationClient,
  type PrincipalPermissions,
  PutDataLakeSettingsCommand,
} from "@aws-sdk/client-lakeformation";
import { type Retry, retried } from "../../../core/adapters/aws/retry.ts";
import type { LakeSettingsStore } from "../../ports/lake-settings.ts";

/** Settings of Lake Formation of one account and region. */
export function lakeFormationSettings(
  client: LakeFormationClient,
  retry: Retry,
): LakeSettingsStore {
  const get = async (): Promise<DataLakeSettings> => {
    const answer = await retried(retry, () => client.send(new GetDataLakeSettingsCommand({})));
    return answer.DataLakeSettings ?? {};
  };
  return {
    read: async () => {
      const settings = await get();
      return {
        administrators: (settings.DataLakeAdmins ?? []).flatMap(identifierOf),
        newDatabasesOpenTo: grantees(settings.CreateDatabaseDefaultPermissions),
        newTablesOpenTo: grantees(settings.CreateTableDefaultPermissions),
      };
    },
    // Putting replaces every setting, those that are left out too: what we do not decide is put back as it was.
    write: async ({ administrators, newDatabasesOpenTo, newTablesOpenTo }) => {
      const before = await get();
      const kept = (entries: readonly PrincipalPermissions[] = [], open: readonly string[]) =>
        entries.filter(({ Principal }) => identifierOf(Principal).some((id) => open.includes(id)));
      const next: DataLakeSettings = {
        ...before,
        DataLakeAdmins: administrators.map((arn) => ({ DataLakePrincipalIdentifier: arn })),
        CreateDatabaseDefaultPermissions: kept(
          before.CreateDatabaseDefaultPermissions,
          newDatabasesOpenTo,
        ),
        CreateTableDefaultPermissions: kept(before.CreateTableDefaultPermissions, newTablesOpenTo),
      };
      const command = new PutDataLakeSettingsCommand({ DataLakeSettings: next });
      await retried(retry, () => client.send(command));
    },
  };
}

function grantees(permissions: readonly PrincipalPermissions[] | undefined): readonly string[] {
  return (permissions ?? []).flatMap(({ Principal }) => identifierOf(Principal));
}

function identifierOf(principal: DataLakePrincipal | undefined): readonly string[] {
  const id = principal?.DataLakePrincipalIdentifier;
  return id === undefined ? [] : [id];
}

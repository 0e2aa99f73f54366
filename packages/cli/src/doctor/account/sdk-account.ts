import {
  AppflowClient,
  DescribeConnectorProfilesCommand,
  ListFlowsCommand,
} from "@aws-sdk/client-appflow";
import { CloudFormationClient, paginateDescribeStacks } from "@aws-sdk/client-cloudformation";
import { GetDataLakeSettingsCommand, LakeFormationClient } from "@aws-sdk/client-lakeformation";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import type { AwsAccount } from "./aws-account.ts";

/** Nobody waits long for a doctor: a network that swallows packets is found out in seconds. */
const doctorsTimeouts = { connectionTimeout: 3_000, requestTimeout: 10_000 };

/**
 * The account that the SDK's default credential chain leads to. Off EC2 the metadata service costs seconds of silence, so
 * it is asked only where AWS_EC2_METADATA_DISABLED is `false`.
 */
export function sdkAccount(region: string, timeouts = doctorsTimeouts): AwsAccount {
  process.env.AWS_EC2_METADATA_DISABLED ??= "true";
  // The SDK's version is pinned to one that runs on this Node; what it warns of is news for us, not for users.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";
  const requestHandler = { ...timeouts, throwOnRequestTimeout: true };
  const settings = { region, maxAttempts: 2, requestHandler };
  const sts = new STSClient(settings);
  const cloudFormation = new CloudFormationClient(settings);
  const lakeFormation = new LakeFormationClient(settings);
  const appflow = new AppflowClient(settings);
  let profiles: Promise<ReadonlyMap<string, string>> | undefined;
  return {
    async caller() {
      const { Account = "", Arn = "" } = await sts.send(new GetCallerIdentityCommand({}));
      return { account: Account, arn: Arn };
    },
    bootstrapVersion: (qualifier) => bootstrapVersion(cloudFormation, qualifier),
    async lakeAdministrators() {
      const { DataLakeSettings } = await lakeFormation.send(new GetDataLakeSettingsCommand({}));
      return (DataLakeSettings?.DataLakeAdmins ?? []).flatMap(
        ({ DataLakePrincipalIdentifier: arn }) => (arn === undefined ? [] : [arn]),
      );
    },
    connectorProfiles() {
      profiles ??= connectorProfiles(appflow);
      return profiles;
    },
    async flowNames() {
      const flows = await everyPage(async (nextToken) => {
        const page = await appflow.send(new ListFlowsCommand({ maxResults: 100, nextToken }));
        return { items: page.flows ?? [], next: page.nextToken };
      });
      return flows.map(({ flowName = "" }) => flowName);
    },
    close() {
      for (const client of [sts, cloudFormation, lakeFormation, appflow]) client.destroy();
    },
  };
}

/** A bootstrap stack may have any name: its parameter says which qualifier it is for. */
async function bootstrapVersion(
  client: CloudFormationClient,
  qualifier: string,
): Promise<number | undefined> {
  for await (const { Stacks = [] } of paginateDescribeStacks({ client }, {})) {
    for (const { Parameters = [], Outputs = [] } of Stacks) {
      const own = Parameters.find(({ ParameterKey }) => ParameterKey === "Qualifier");
      const version = Outputs.find(({ OutputKey }) => OutputKey === "BootstrapVersion");
      if (own?.ParameterValue === qualifier && version) return Number(version.OutputValue);
    }
  }
  return undefined;
}

async function connectorProfiles(client: AppflowClient): Promise<ReadonlyMap<string, string>> {
  const profiles = await everyPage(async (nextToken) => {
    const page = await client.send(new DescribeConnectorProfilesCommand({ nextToken }));
    return { items: page.connectorProfileDetails ?? [], next: page.nextToken };
  });
  return new Map(
    profiles.map(({ connectorProfileName = "", connectorType = "" }) => [
      connectorProfileName,
      connectorType.toLowerCase(),
    ]),
  );
}

interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | undefined;
}

async function everyPage<T>(ask: (token: string | undefined) => Promise<Page<T>>): Promise<T[]> {
  const all: T[] = [];
  let token: string | undefined;
  do {
    const { items, next } = await ask(token);
    all.push(...items);
    token = next;
  } while (token !== undefined);
  return all;
}

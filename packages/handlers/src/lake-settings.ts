import type { Manifest } from "@lakewright/config";
import { type LakeSettingsPorts, ownLakeSettings } from "@lakewright/engine";
import { awsLakeSettingsPorts } from "@lakewright/engine/aws";
import { bundledManifest } from "./bundled-manifest.ts";
import {
  answerCustomResource,
  type CustomResourceEvent,
  type FunctionContext,
  inLambda,
  type LambdaContext,
} from "./custom-resource.ts";
import { errorFields, logLine } from "./log-line.ts";

/** The one owner of Lake Formation's settings, as CloudFormation calls it. Deleting it changes nothing: what is closed stays so. */
export function lakeSettingsHandler(
  ports: LakeSettingsPorts,
  manifest: Manifest,
  { write, respond, remainingMs }: FunctionContext,
): (event: CustomResourceEvent) => Promise<void> {
  const { account, region } = manifest.environment;
  return (event) => {
    const physicalId = `lake-settings-${account}-${region}`;
    const answering = { physicalId, remainingMs: remainingMs(), respond };
    return answerCustomResource(event, answering, async () => {
      if (event.RequestType === "Delete") return {};
      try {
        const { added, pruned } = await ownLakeSettings(ports, administratorsOf(event));
        write(logLine(manifest, { message: "settings owned", added, pruned }));
        return { Added: String(added.length), Pruned: String(pruned.length) };
      } catch (error) {
        write(logLine(manifest, { message: "settings not owned", ...errorFields(error) }));
        throw error;
      }
    });
  };
}

function administratorsOf({ ResourceProperties }: CustomResourceEvent): readonly string[] {
  const { Administrators } = ResourceProperties;
  return Array.isArray(Administrators) ? Administrators.map(String) : [];
}

/** Entry point of Lambda. */
export async function handler(event: CustomResourceEvent, context: LambdaContext): Promise<void> {
  const manifest = bundledManifest(import.meta.url);
  return lakeSettingsHandler(awsLakeSettingsPorts(), manifest, inLambda(context))(event);
}

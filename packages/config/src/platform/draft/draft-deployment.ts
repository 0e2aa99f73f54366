import type { Path } from "../../source/node-at.ts";
import type { Place, Placed } from "../../source/place.ts";
import { optionalNumber, optionalText, plainMap } from "../../source/raw-value.ts";
import type { Section } from "../../source/section.ts";
import { valueAt } from "../../source/value-at.ts";
import { parseNameList } from "../../values/name-list.ts";
import type { Acknowledgement, Deployment, DeploymentVpc, PropertyOverride } from "../types.ts";

/** Deployment of an environment, defaults filled in. Rules check this. */
export interface DeploymentDraft extends Omit<Deployment, "overrides" | "acknowledgements" | "at"> {
  readonly overrides: readonly Placed<PropertyOverride>[];
  readonly acknowledgements: readonly Placed<Acknowledgement>[];
  /** The environment's own `deployment`. */
  readonly place: Place;
}

/** The default of CDK's own bootstrap. */
const defaultQualifier = "hnb659fds";
const defaultLogRetentionDays = 365;

/** `shared` holds for every environment, `own` wins; overrides and acknowledgements add up. */
export function draftDeployment(section: Section, shared: Path, own: Path): DeploymentDraft {
  const ofAll = plainMap(valueAt(section.value, shared));
  const raw = plainMap(valueAt(section.value, own));
  const paths = [shared, own];
  return {
    qualifier: optionalText(raw.qualifier) ?? optionalText(ofAll.qualifier) ?? defaultQualifier,
    permissionsBoundary: optionalText(raw.permissions_boundary),
    key: optionalText(raw.key),
    loggingBucket: optionalText(raw.logging_bucket),
    locationRole: optionalText(raw.location_role),
    vpc: vpcOf(raw.vpc),
    lakeAdministrators: parseNameList(raw.lake_administrators),
    alarmTopic: optionalText(raw.alarm_topic),
    logRetentionDays:
      optionalNumber(raw.log_retention) ??
      optionalNumber(ofAll.log_retention) ??
      defaultLogRetentionDays,
    pinnedFlows: pinsOf(raw.pinned_flows),
    overrides: lastOfEach(paths.flatMap((path) => overridesAt(section, [...path, "overrides"]))),
    acknowledgements: paths.flatMap((path) =>
      acknowledgementsAt(section, [...path, "acknowledge"]),
    ),
    place: { section, path: own },
  };
}

function overridesAt(section: Section, path: Path): Placed<PropertyOverride>[] {
  const constructs = Object.entries(plainMap(valueAt(section.value, path)));
  return constructs.flatMap(([construct, properties]) =>
    Object.entries(plainMap(properties)).map(([property, value]) => ({
      construct,
      property,
      value,
      place: { section, path: [...path, construct, property] },
    })),
  );
}

/** An override of an environment replaces the one of the same property for all. */
function lastOfEach(overrides: readonly Placed<PropertyOverride>[]): Placed<PropertyOverride>[] {
  const byTarget = new Map(
    overrides.map((override) => [`${override.construct}\0${override.property}`, override]),
  );
  return [...byTarget.values()];
}

function acknowledgementsAt(section: Section, path: Path): Placed<Acknowledgement>[] {
  const listed = valueAt(section.value, path);
  return (Array.isArray(listed) ? listed : []).flatMap((item: unknown, index) => {
    const { finding, on, owner, reason } = plainMap(item);
    const place: Place = { section, path: [...path, index] };
    // An entry of which the schema refused a part is already reported.
    if (!isText(finding) || !isText(on) || !isText(owner) || !isText(reason)) return [];
    return [{ finding, on, owner, reason, place }];
  });
}

function vpcOf(value: unknown): DeploymentVpc | undefined {
  if (value === undefined) return undefined;
  const { id, subnets, security_groups } = plainMap(value);
  return {
    id: String(id),
    subnets: parseNameList(subnets),
    securityGroups: parseNameList(security_groups),
  };
}

function pinsOf(value: unknown): Readonly<Record<string, number>> {
  const pins = Object.entries(plainMap(value)).filter(
    (pin): pin is [string, number] => typeof pin[1] === "number",
  );
  return Object.fromEntries(pins);
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

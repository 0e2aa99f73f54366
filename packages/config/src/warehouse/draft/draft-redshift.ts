import type { EnvironmentDraft } from "../../platform/draft/draft-environments.ts";
import type { Place } from "../../source/place.ts";
import { optionalNumber, plainMap } from "../../source/raw-value.ts";
import type { Section } from "../../source/section.ts";
import { valueAt } from "../../source/value-at.ts";
import { parseNameList } from "../../values/name-list.ts";
import { parseSchedule } from "../../values/schedule.ts";
import type { RedshiftNetwork, UsageLimit, WorkloadQueue } from "../types.ts";
import type { RedshiftDraft } from "./warehouse-draft.ts";
import { textOr } from "./warehouse-reader.ts";

const ownKeys = {
  serverless: ["base_capacity", "max_capacity"],
  provisioned: ["node_type", "nodes", "pause_at", "resume_at", "queues"],
} as const;

/** Settings of the warehouse in one environment: keys of the environment override those for all. */
export function draftRedshift(
  section: Section,
  { name, standsFor }: EnvironmentDraft,
  platform: string,
): RedshiftDraft {
  const path = ["warehouse", "redshift"];
  const layers = [[], ["environments", standsFor], ["environments", name]].map((steps) => ({
    path: [...path, ...steps],
    raw: plainMap(valueAt(section.value, [...path, ...steps])),
  }));
  const layerOf = (key: string) => layers.findLast(({ raw }) => raw[key] !== undefined);
  const settingOf = (key: string) => layerOf(key)?.raw[key];
  const kind = settingOf("kind") === "provisioned" ? "provisioned" : "serverless";
  const other = kind === "provisioned" ? "serverless" : "provisioned";
  const shared = {
    database: textOr(settingOf("database"), platform.replace(/[^a-z0-9_]/g, "_")),
    usageLimits: limitsOf(settingOf("usage_limits")),
    network: networkOf(settingOf("network")),
    place: { section, path, aim: { key: true } } as Place,
    // A key for another kind is fine if a more specific layer chose the kind.
    strayKeys: ownKeys[other].flatMap((key) => {
      const layer = layerOf(key);
      const kindLayer = layerOf("kind");
      const overridden = layer && kindLayer && layers.indexOf(layer) < layers.indexOf(kindLayer);
      if (!layer || overridden) return [];
      return [{ key, place: { section, path: [...layer.path, key], aim: { key: true } } }];
    }),
  };
  if (kind === "serverless")
    return {
      ...shared,
      kind,
      baseCapacity: numberOr(settingOf("base_capacity"), 8),
      maxCapacity: optionalNumber(settingOf("max_capacity")),
      missingEnd: undefined,
    };
  const [pauseAt, resumeAt] = [cronOf(settingOf("pause_at")), cronOf(settingOf("resume_at"))];
  return {
    ...shared,
    kind,
    nodeType: textOr(settingOf("node_type"), "ra3.large"),
    nodes: numberOr(settingOf("nodes"), 2),
    pause: pauseAt && resumeAt ? { pauseAt, resumeAt } : undefined,
    missingEnd: pauseAt && !resumeAt ? "resume_at" : resumeAt && !pauseAt ? "pause_at" : undefined,
    queues: queuesOf(settingOf("queues")),
  };
}

function limitsOf(value: unknown): UsageLimit[] {
  return (Array.isArray(value) ? value : []).map((item: unknown) => {
    const { feature, amount, period, on_breach } = plainMap(item);
    return {
      feature: textOr(feature, "").replaceAll("_", "-") as UsageLimit["feature"],
      amount: numberOr(amount, 0),
      period: textOr(period, "monthly") as UsageLimit["period"],
      onBreach: textOr(on_breach, "log").replaceAll("_", "-") as UsageLimit["onBreach"],
    };
  });
}

function networkOf(value: unknown): RedshiftNetwork {
  const { subnets, client_cidrs, client_security_groups, load_balancer } = plainMap(value);
  return {
    subnets: Array.isArray(subnets) ? subnets.map(String) : undefined,
    clientCidrs: Array.isArray(client_cidrs) ? client_cidrs.map(String) : [],
    clientSecurityGroups: Array.isArray(client_security_groups)
      ? client_security_groups.map(String)
      : [],
    loadBalancer: load_balancer === true,
  };
}

function queuesOf(value: unknown): WorkloadQueue[] {
  return Object.entries(plainMap(value)).map(([name, item]) => {
    const raw = plainMap(item);
    return {
      name,
      roles: parseNameList(raw.roles),
      priority: textOr(raw.priority, "normal") as WorkloadQueue["priority"],
      concurrencyScaling: raw.concurrency_scaling === true,
    };
  });
}

function cronOf(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  const parsed = parseSchedule(value);
  return "value" in parsed ? parsed.value?.expression : undefined;
}

function numberOr(value: unknown, otherwise: number): number {
  return optionalNumber(value) ?? otherwise;
}

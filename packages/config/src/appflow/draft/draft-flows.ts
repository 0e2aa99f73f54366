import { databaseName, tableName } from "../../names/database-and-table-name.ts";
import type { EnvironmentDraft } from "../../platform/draft/draft-environments.ts";
import type { PlatformSectionDraft } from "../../platform/draft/draft-platform-section.ts";
import type { Path } from "../../source/node-at.ts";
import { plainMap } from "../../source/raw-value.ts";
import type { Section } from "../../source/section.ts";
import { parseNameList } from "../../values/name-list.ts";
import { flowName } from "../flow-name.ts";
import type { FlowKey } from "../schema/flow-keys.ts";
import type { AppflowDraft, ClassDraft, EntryDraft, FlowDraft, ObjectDraft } from "./flow-draft.ts";
import { flowSettings } from "./flow-settings.ts";

/** Drafts appflow.yaml for every environment. */
export function draftAppflow(
  section: Section | undefined,
  { name = "platform", environments }: Pick<PlatformSectionDraft, "name" | "environments">,
): AppflowDraft {
  const classes = draftClasses(section);
  const objects = classes.flatMap(draftObjects);
  const entries = objects.flatMap((object) => draftEntries(object, environments));
  return { classes, objects, entries, flows: entries.flatMap((entry) => draftFlows(name, entry)) };
}

/** Every declared class of flows. */
function draftClasses(section: Section | undefined): ClassDraft[] {
  if (section === undefined) return [];
  const classes = plainMap(plainMap(section.value.appflow).flow_classes);
  return Object.entries(classes).map(([name, value]) => {
    const path = ["appflow", "flow_classes", name];
    return { name, raw: plainMap(value), place: { section, path, aim: { key: true } } };
  });
}

/** Every declared object of a class. */
function draftObjects(flowClass: ClassDraft): ObjectDraft[] {
  const { section, path } = flowClass.place;
  const listed = Array.isArray(flowClass.raw.objects) ? flowClass.raw.objects : [];
  return listed.flatMap((value: unknown, index) => {
    if (value === undefined) return [];
    const raw = plainMap(value);
    const name = raw.name ?? raw.object_name;
    return {
      flowClass,
      raw,
      name: typeof name === "string" ? name : undefined,
      place: { section, path: [...path, "objects", index] },
    };
  });
}

interface Layer {
  readonly raw: Readonly<Record<string, unknown>>;
  readonly path: Path;
  readonly ofObject: boolean;
}

/** An object's layers merged; the same wherever the same layers apply. */
type Merged = Pick<EntryDraft, "settings" | "direction" | "placeOf" | "isSetByObject"> & {
  readonly appliesIn: readonly string[];
};

/**
 * An object in each environment that has it. Later layers win: the class, its overrides for the
 * environment, the object, its overrides. `local` takes those of the environment it stands for first.
 */
function draftEntries(
  object: ObjectDraft,
  environments: readonly EnvironmentDraft[],
): EntryDraft[] {
  const plain = merge(object, layersOf(object, []));
  return environments.flatMap((environment) => {
    const layers = layersOf(object, [environment.standsFor, environment.name]);
    const { appliesIn, ...merged } = layers.length > 2 ? merge(object, layers) : plain;
    const names = ["all", environment.name, environment.standsFor];
    if (appliesIn.length > 0 && !appliesIn.some((name) => names.includes(name))) return [];
    return [{ object, name: object.name ?? "", environment, ...merged }];
  });
}

function merge({ place }: ObjectDraft, layers: readonly Layer[]): Merged {
  const layerOf = (key: FlowKey) => layers.findLast(({ raw }) => raw[key] !== undefined);
  const settings = flowSettings((key) => layerOf(key)?.raw[key]);
  return {
    settings,
    direction: settings.source === "s3" ? "out" : "in",
    appliesIn: parseNameList(layerOf("environment")?.raw.environment),
    placeOf(key, aim) {
      const layer = layerOf(key);
      if (layer === undefined) return place;
      return { section: place.section, path: [...layer.path, key], ...(aim && { aim }) };
    },
    isSetByObject: (key) => layerOf(key)?.ofObject === true,
  };
}

function layersOf(object: ObjectDraft, environments: readonly string[]): Layer[] {
  return [object.flowClass, object].flatMap((declared) => {
    const { raw, place } = declared;
    const ofObject = declared === object;
    const layers: Layer[] = [{ raw, path: place.path, ofObject }];
    const overrides = plainMap(raw.environments);
    for (const name of new Set(environments)) {
      if (overrides[name] === undefined) continue;
      const path = [...place.path, "environments", name];
      layers.push({ raw: plainMap(overrides[name]), path, ofObject });
    }
    return layers;
  });
}

/** One flow for each connection that the entry names. */
function draftFlows(platform: string, entry: EntryDraft): FlowDraft[] {
  if (entry.name === "") return [];
  const { name: object, direction, environment } = entry;
  return entry.settings.profiles.map((profile) => ({
    ...entry,
    profile,
    flowName: flowName({
      platform,
      environment: environment.standsFor,
      profile,
      object,
      direction,
    }),
    database: databaseName(profile),
    table: tableName(object),
    profilePlace: entry.placeOf("connector_profile", { within: profile }),
  }));
}

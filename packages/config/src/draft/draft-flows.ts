import { flowName } from "../names/flow-name.ts";
import { identifierOf } from "../names/identifier.ts";
import type { FlowKey } from "../schema/flow-keys.ts";
import type { Path } from "../source/node-at.ts";
import type { Section } from "../source/section.ts";
import { parseNameList } from "../values/name-list.ts";
import { flowSettings } from "./flow-settings.ts";
import { plainMap } from "./plain-map.ts";
import type {
  ClassDraft,
  EntryDraft,
  EnvironmentDraft,
  FlowDraft,
  ObjectDraft,
} from "./platform-draft.ts";

/** Every declared class of flows. */
export function draftClasses(section: Section | undefined): ClassDraft[] {
  if (section === undefined) return [];
  const classes = plainMap(plainMap(section.value.appflow).flow_classes);
  return Object.entries(classes).map(([name, value]) => {
    const path = ["appflow", "flow_classes", name];
    return { name, raw: plainMap(value), place: { section, path, aim: { key: true } } };
  });
}

/** Every declared object of a class. */
export function draftObjects(flowClass: ClassDraft): ObjectDraft[] {
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

/**
 * An object in one environment, or undefined where it does not apply. Later layers win: the class, its
 * overrides for the environment, the object, its overrides. `local` takes those of what it stands for first.
 */
export function draftEntry(
  object: ObjectDraft,
  environment: EnvironmentDraft,
): EntryDraft | undefined {
  const layers = layersOf(object, environment);
  const layerOf = (key: FlowKey) => layers.findLast(({ raw }) => raw[key] !== undefined);
  const applies = parseNameList(layerOf("environment")?.raw.environment);
  const names = ["all", environment.name, environment.standsFor];
  if (applies.length > 0 && !applies.some((name) => names.includes(name))) return undefined;
  const settings = flowSettings((key) => layerOf(key)?.raw[key]);
  return {
    object,
    name: object.name ?? "",
    environment,
    settings,
    direction: settings.source === "s3" ? "out" : "in",
    placeOf(key, aim) {
      const layer = layerOf(key);
      const { section } = object.place;
      if (layer === undefined) return object.place;
      return { section, path: [...layer.path, key], ...(aim && { aim }) };
    },
    saysItself: (key) => layerOf(key)?.ofObject === true,
  };
}

function layersOf(object: ObjectDraft, { name, standsFor }: EnvironmentDraft): Layer[] {
  const around = (
    { raw, place: { path } }: ClassDraft | ObjectDraft,
    ofObject: boolean,
  ): Layer[] => {
    const overrides = plainMap(raw.environments);
    const layers: Layer[] = [{ raw, path, ofObject }];
    for (const environment of new Set([standsFor, name])) {
      const override = plainMap(overrides[environment]);
      layers.push({ raw: override, path: [...path, "environments", environment], ofObject });
    }
    return layers;
  };
  return [...around(object.flowClass, false), ...around(object, true)];
}

/** One flow for each connection that the entry names. */
export function draftFlows(platform: string, entry: EntryDraft): FlowDraft[] {
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
    database: identifierOf(profile),
    table: identifierOf(object),
    profilePlace: entry.placeOf("connector_profile", { within: profile }),
  }));
}

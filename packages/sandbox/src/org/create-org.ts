/**
 * The org behind the sandbox. `createOrg` generates a life-science go-to-market org (accounts,
 * contacts, calls, consents and more) from a seed, turns the tables of a data folder into custom
 * objects, and ages both day by day: new, edited, deleted and late-committed rows, and fields that
 * come and go. Everything follows from the options; nothing is drawn at random.
 */
import { type AgeingOrg, ageOrg } from "./age-org.ts";
import { firstDayStart, orgClock } from "./clock.ts";
import { type DataFolder, readDataFolder } from "./data-folder.ts";
import { dayRatesOf } from "./day-rates.ts";
import type { DiceBag } from "./dice.ts";
import { generateTable } from "./generate-table.ts";
import { gtmObjects } from "./gtm-objects.ts";
import { metadataOf, type ObjectSpec } from "./object-spec.ts";
import { type OrgDatabase, openDatabase } from "./open-database.ts";
import type { Org, OrgOptions } from "./org.ts";
import type { OrgObject } from "./org-object.ts";
import { idPrefix, podOf, recordId } from "./record-id.ts";

/**
 * Makes an org with the rows and fields of its first day. Throws OrgDataError for a file that it
 * cannot use, RangeError for a date, number or object name that makes no sense.
 */
export async function createOrg(options: OrgOptions): Promise<Org> {
  const generated = generatedObjects(options);
  const firstDay = firstDayStart(options.startDate);
  const database = await openDatabase(options.file);
  try {
    const data = await readDataFolder(database.connection, options.dataFolder);
    const specs = [...generated, ...data.objects.map(({ spec }) => spec)];
    const bag = diceBag(options, { firstDay, specs, data });
    for (const spec of specs) await generateTable(database.connection, spec, bag);
    return livingOrg(database, options, { specs, bag, data });
  } catch (error) {
    database.instance.closeSync();
    throw error;
  }
}

/** With no accounts only the users remain: the rows of the data folder need owners. */
function generatedObjects({ accounts, objects }: OrgOptions): readonly ObjectSpec[] {
  if (!Number.isInteger(accounts) || accounts < 0) {
    throw new RangeError(`accounts must be a whole number, 0 or more: ${accounts}`);
  }
  const unknown = objects?.find((name) => !gtmObjects.some((spec) => spec.name === name));
  if (unknown !== undefined) {
    const known = gtmObjects.map((spec) => spec.name).join(", ");
    throw new RangeError(`no generated object is called "${unknown}"; there are ${known}`);
  }
  const wanted = accounts === 0 ? [] : (objects ?? gtmObjects.map((spec) => spec.name));
  return gtmObjects.filter(({ name }) => name === "User" || wanted.includes(name));
}

/** Objects left out keep their row counts, so that the others refer to the same Ids. */
function diceBag(
  { seed, accounts }: OrgOptions,
  { firstDay, specs, data }: Pick<Made, "specs" | "data"> & { readonly firstDay: number },
): DiceBag {
  const rows = [
    ...gtmObjects.map((spec) => [spec.name, spec.rows(accounts)] as const),
    ...data.objects.map(({ spec, rows }) => [spec.name, rows] as const),
  ];
  return {
    seed,
    pod: podOf(seed),
    historyEnd: firstDay / 1000 - 3600,
    rows: new Map(rows),
    keyPrefixes: new Map([...gtmObjects, ...specs].map((spec) => [spec.name, spec.keyPrefix])),
  };
}

interface Made {
  readonly specs: readonly ObjectSpec[];
  readonly bag: DiceBag;
  readonly data: DataFolder;
}

function livingOrg(database: OrgDatabase, options: OrgOptions, { specs, bag, data }: Made): Org {
  const realMs = options.frozenClock ? () => 0 : () => performance.now();
  const clock = orgClock(options.startDate, realMs);
  const objects = specs.map((spec) => orgObject(spec, bag.rows.get(spec.name) ?? 0));
  const ageing: AgeingOrg = { connection: database.connection, objects, bag, clock, days: 0 };
  const find = (name: string) => objects.find(({ spec }) => spec.name === name);
  let version = 1;
  let lastDay: Promise<unknown> = Promise.resolve();
  const touch = () => {
    version += 1;
  };
  const age = () => ageOrg(ageing).finally(touch);
  return {
    id: recordId(idPrefix("00D", bag.pod), 1),
    now: () => new Date(clock.now()),
    objects: () => objects.map(({ spec }) => metadataOf(spec)),
    object: (name) => {
      const found = find(name);
      return found && metadataOf(found.spec);
    },
    connect: () => database.instance.connect(),
    version: () => version,
    touch,
    day: () => {
      const day = lastDay.then(age, age);
      lastDay = day;
      return day;
    },
    newIds: (name, count) => newIds(find(name), name, { count, pod: bag.pod }),
    skippedFiles: () => data.skipped,
    close: () => database.instance.closeSync(),
  };
}

function orgObject(spec: ObjectSpec, rows: number): OrgObject {
  const firstUnreferenced = Math.max(1, Math.floor(rows * 0.9));
  return { spec, nextNumber: rows, firstUnreferenced, rates: dayRatesOf(spec) };
}

function newIds(
  object: OrgObject | undefined,
  name: string,
  { count, pod }: { count: number; pod: string },
): readonly string[] {
  if (!object) throw new RangeError(`no object is called "${name}"`);
  const first = object.nextNumber;
  object.nextNumber += count;
  const prefix = idPrefix(object.spec.keyPrefix, pod);
  return Array.from({ length: count }, (_, at) => recordId(prefix, first + at));
}

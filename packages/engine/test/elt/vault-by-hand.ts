/**
 * What the vault must hold, computed in TypeScript from every raw row at once: no SQL, no keys, no increments. Rows are texts of
 * their parts, joined by `|`; moments are seconds, days are days of March 2026, and `~` is no value.
 */
import { type ContactRow, days, type Lake, secondsOf } from "./changing-lake.ts";

/** A version of a key: where it stands in time, and what it says. */
export interface Version {
  readonly key: string;
  readonly day: number;
  readonly stamp: number;
  readonly said: string;
}

export interface VaultByHand {
  readonly hubContact: readonly string[];
  readonly hubAccount: readonly string[];
  readonly hubRegion: readonly string[];
  readonly employment: readonly string[];
  readonly accountRegion: readonly string[];
  readonly histories: Readonly<Record<HistoryName, readonly Version[]>>;
  readonly pointInTime: readonly string[];
  readonly bridge: readonly string[];
  readonly currentContacts: readonly string[];
  readonly currentRegions: readonly string[];
}

export const historyNames = [
  "contact_name",
  "contact_speaker",
  "account",
  "region",
  "employment_terms",
  "employment_partner",
] as const;
export type HistoryName = (typeof historyNames)[number];

export function vaultByHand(parts: readonly Lake[]): VaultByHand {
  const contacts = parts.flatMap((part) => part.contacts);
  const accounts = parts.flatMap((part) => part.accounts);
  const regions = parts.flatMap((part) => part.regions);
  const employed = contacts.flatMap(({ id, accountid, day }) =>
    accountid === null ? [] : [{ key: `${id}|${accountid}`, day }],
  );
  const located = accounts.flatMap(({ id, regionid, day }) =>
    regionid === null ? [] : [{ key: `${id}|${regionid}`, day }],
  );
  const ofContact = (said: (row: ContactRow) => string) =>
    changesOf(
      contacts.map((row) => ({
        key: row.id,
        day: row.day,
        stamp: row.stamp,
        said: `${said(row)}|${row.deleted}`,
      })),
    );
  const histories = {
    contact_name: ofContact(({ name }) => name ?? "~"),
    contact_speaker: ofContact(({ speaker }) => String(speaker ?? "~")),
    account: changesOf(
      accounts.map(({ id, name, deleted, day, stamp }) => ({
        key: id,
        day,
        stamp,
        said: `${name ?? "~"}|${deleted}`,
      })),
    ),
    region: changesOf(wholeVersions(regions)),
    employment_terms: changesOf(
      contacts.flatMap(({ id, accountid, speaker, deleted, day, stamp }) =>
        accountid === null
          ? []
          : [{ key: `${id}|${accountid}`, day, stamp, said: `${speaker ?? "~"}|${deleted}` }],
      ),
    ),
    // Who is deleted, or names nobody, has no partner; before its first partner there is nothing to say.
    employment_partner: changesOf(
      contacts.map(({ id, accountid, deleted, day, stamp }) => ({
        key: id,
        day,
        stamp,
        said: deleted ? "~" : (accountid ?? "~"),
      })),
    ).filter((version, index, all) => version.said !== "~" || all[index - 1]?.key === version.key),
  };
  const hubContact = firstDays(contacts.map(({ id, day }) => ({ key: id, day })));
  return {
    hubContact: hubContact.map(({ key, day }) => `${key}|${day}|crm.contact`),
    hubAccount: firstSeen([
      ...accounts.map(({ id, day }) => ({ key: id, day, source: "crm.account" })),
      ...employed.map(({ key, day }) => ({
        key: key.split("|")[1] ?? "",
        day,
        source: "crm.contact",
      })),
    ]),
    hubRegion: firstDays(regions.map(({ id, day }) => ({ key: id, day }))).map(
      ({ key, day }) => `${key}|${day}|crm.region`,
    ),
    employment: firstDays(employed).map(({ key, day }) => `${key}|${day}`),
    accountRegion: firstDays(located).map(({ key, day }) => `${key}|${day}`),
    histories,
    pointInTime: pointInTime(hubContact, histories.contact_name, histories.contact_speaker),
    bridge: bridge(firstDays(employed), firstDays(located)),
    currentContacts: newestOf(contacts).flatMap(({ id, name, accountid, speaker, deleted }) =>
      deleted ? [] : [`${id}|${name ?? "~"}|${accountid ?? "~"}|${speaker ?? "~"}`],
    ),
    currentRegions: regions
      .filter(({ day }) => day === Math.max(...regions.map((row) => row.day)))
      .map(({ id, name }) => `${id}|${name}`),
  };
}

/** Versions in order of time that say something else than the one before, key by key. */
export function changesOf(versions: readonly Version[]): Version[] {
  const sorted = versions.toSorted(
    (a, b) => compare(a.key, b.key) || a.day - b.day || a.stamp - b.stamp,
  );
  return sorted.filter(({ key, said }, index) => {
    const before = sorted[index - 1];
    return before?.key !== key || before.said !== said;
  });
}

/** Of what is loaded whole, a key that the next load lacks is a deleted version of that day. */
function wholeVersions(rows: Lake["regions"]): Version[] {
  const loads = days.filter((day) => rows.some((row) => row.day === day));
  const ids = [...new Set(rows.map(({ id }) => id))];
  return ids.flatMap((id) =>
    loads.flatMap((day, index): Version[] => {
      const at = { key: id, day, stamp: secondsOf(day) };
      const row = rows.find((one) => one.id === id && one.day === day);
      if (row) return [{ ...at, said: `${row.name}|false` }];
      const before = rows.find((one) => one.id === id && one.day === loads[index - 1]);
      return before ? [{ ...at, said: `${before.name}|true` }] : [];
    }),
  );
}

interface Seen {
  readonly key: string;
  readonly day: number;
}

function firstDays(seen: readonly Seen[]): Seen[] {
  const keys = [...new Set(seen.map(({ key }) => key))];
  return keys.map((key) => ({
    key,
    day: Math.min(...seen.filter((one) => one.key === key).map(({ day }) => day)),
  }));
}

/** Of two feeds that name a key on one day, the first by name. */
function firstSeen(seen: readonly (Seen & { readonly source: string })[]): string[] {
  return [...new Set(seen.map(({ key }) => key))].map((key) => {
    const [first] = seen
      .filter((one) => one.key === key)
      .toSorted((a, b) => a.day - b.day || compare(a.source, b.source));
    return `${key}|${first?.day}|${first?.source}`;
  });
}

/** For each contact and day on which a satellite changed, what each satellite said at its end. */
function pointInTime(
  hub: readonly Seen[],
  names: readonly Version[],
  speakers: readonly Version[],
): string[] {
  const asOf = [...new Set([...names, ...speakers].map(({ day }) => day))];
  const said = (versions: readonly Version[], key: string, day: number) =>
    versions.findLast((version) => version.key === key && version.day <= day)?.said ?? "~";
  return asOf.flatMap((day) =>
    hub
      .filter((seen) => seen.day <= day)
      .map(({ key }) => `${key}|${day}|${said(names, key, day)}|${said(speakers, key, day)}`),
  );
}

/** For each day on which a link was new, every chain of links that were known by its end. */
function bridge(employed: readonly Seen[], located: readonly Seen[]): string[] {
  const asOf = [...new Set([...employed, ...located].map(({ day }) => day))];
  return asOf.flatMap((day) =>
    employed.flatMap((one) =>
      located
        .filter(
          (two) =>
            one.day <= day && two.day <= day && two.key.startsWith(`${one.key.split("|")[1]}|`),
        )
        .map((two) => `${one.key}|${two.key.split("|")[1]}|${day}`),
    ),
  );
}

function newestOf(rows: readonly ContactRow[]): ContactRow[] {
  const newest = new Map<string, ContactRow>();
  for (const row of rows.toSorted((a, b) => a.day - b.day || a.stamp - b.stamp))
    newest.set(row.id, row);
  return [...newest.values()];
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

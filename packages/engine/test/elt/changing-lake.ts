/** A lake that changes at random: what a CRM of contacts, accounts and regions brings in five days. */

export interface ContactRow {
  readonly id: string;
  readonly name: string | null;
  readonly accountid: string | null;
  readonly speaker: boolean | null;
  readonly deleted: boolean;
  readonly stamp: number;
  readonly day: number;
}

interface AccountRow {
  readonly id: string;
  readonly name: string | null;
  readonly regionid: string | null;
  readonly deleted: boolean;
  readonly stamp: number;
  readonly day: number;
}

interface RegionRow {
  readonly id: string;
  readonly name: string;
  readonly day: number;
}

export interface Lake {
  readonly contacts: readonly ContactRow[];
  readonly accounts: readonly AccountRow[];
  readonly regions: readonly RegionRow[];
  /** Whether it comes after what it corrects was built. */
  readonly isCorrection: boolean;
}

export const days = [1, 2, 3, 4, 5] as const;

/** Moment of the first second of a day of March 2026. */
export function secondsOf(day: number): number {
  return Date.UTC(2026, 2, day) / 1000;
}

/**
 * What each build finds new: on every day changes, deletions, reappearances, keys without value, rows that are sent twice or
 * again unchanged, and rows that are older than the day; after it, on some days, a correction that is filed under an older day.
 * Of a correction all keys are known by its day: a hub keeps the day on which it first saw a key.
 */
export function changingLake(seed: number): Lake[] {
  const dice = diceOf(seed);
  const contacts: ContactRow[] = [];
  const accounts: AccountRow[] = [];
  let second = 0;
  const stampOf = (day: number) => secondsOf(day) + ++second;
  const lake: Lake[] = [];
  const add = (part: Lake) => {
    contacts.push(...part.contacts);
    accounts.push(...part.accounts);
    lake.push(part);
  };
  for (const day of days) {
    const regionIds = ["r0", "r1", "r2"].filter(() => day === 1 || dice.chance(0.7));
    add({
      contacts: twice(
        dice,
        dice.times(9, () => newContact(day)),
      ),
      accounts: twice(
        dice,
        dice.times(5, () => newAccount(day)),
      ),
      regions: regionIds.map((id) => ({ id, name: dice.one(["North", "South"]), day })),
      isCorrection: false,
    });
    if (day > 1 && dice.chance(0.6)) add(correction(dice.one(days.filter((one) => one <= day))));
  }
  return lake;

  function newContact(day: number): ContactRow {
    const before = contacts.length > 0 && dice.chance(0.2) ? dice.one(contacts) : undefined;
    if (before) return { ...before, day };
    return {
      id: dice.one(["c0", "c1", "c2", "c3", "c4", "c5"]),
      name: dice.one(["Ann", "Bob", "", null]),
      accountid: dice.one(["a0", "a1", "a2", "elsewhere", null]),
      speaker: dice.one([true, false, null]),
      deleted: dice.chance(0.15),
      stamp: stampOf(dice.chance(0.2) ? day - 1 : day),
      day,
    };
  }

  function newAccount(day: number): AccountRow {
    return {
      id: dice.one(["a0", "a1", "a2", "a3"]),
      name: dice.one(["Hospital", "Clinic", null]),
      regionid: dice.one(["r0", "r1", "r2", null]),
      deleted: dice.chance(0.15),
      stamp: stampOf(dice.chance(0.2) ? day - 1 : day),
      day,
    };
  }

  function correction(day: number): Lake {
    const contact = dice.one(contacts.filter((row) => row.day <= day));
    const account = dice.one(accounts.filter((row) => row.day <= day));
    return {
      contacts: [{ ...contact, name: dice.one(["Cy", null]), stamp: stampOf(day), day }],
      accounts: [{ ...account, name: dice.one(["Ward", null]), stamp: stampOf(day), day }],
      regions: [],
      isCorrection: true,
    };
  }
}

/** Some rows come twice within a day. */
function twice<T>({ chance }: Dice, rows: readonly T[]): T[] {
  return rows.flatMap((row) => (chance(0.15) ? [row, row] : [row]));
}

/** INSERTs into the tables that stand for the lake's. */
export function insertsOf({ contacts, accounts, regions }: Lake): string {
  const text = (value: string | boolean | null) =>
    value === null ? "NULL" : typeof value === "string" ? `'${value}'` : String(value);
  const moment = (stamp: number) => `to_timestamp(${stamp})`;
  const insert = (table: string, rows: readonly string[]) =>
    rows.length > 0 ? `INSERT INTO crm_ext.${table} VALUES ${rows.join(", ")};` : "";
  return [
    insert(
      "contact",
      contacts.map(
        (row) =>
          `(${[row.id, row.name, row.accountid, row.speaker, row.deleted].map(text).join(", ")}, ${moment(row.stamp)}, '${loadDate(row.day)}')`,
      ),
    ),
    insert(
      "account",
      accounts.map(
        (row) =>
          `(${[row.id, row.name, row.regionid, row.deleted].map(text).join(", ")}, ${moment(row.stamp)}, '${loadDate(row.day)}')`,
      ),
    ),
    insert(
      "region",
      regions.map(({ id, name, day }) => `('${id}', '${name}', '${loadDate(day)}')`),
    ),
  ].join("");
}

/** The first load date that is new, by feed, as the engine tells a build. */
export function sinceOf({ contacts, accounts, regions }: Lake): Record<string, string> {
  const first = (rows: readonly { readonly day: number }[]) =>
    rows.length > 0 ? loadDate(Math.min(...rows.map(({ day }) => day))) : "99999999";
  return {
    "crm.contact": first(contacts),
    "crm.account": first(accounts),
    "crm.region": first(regions),
  };
}

export function loadDate(day: number): string {
  return `2026030${day}`;
}

interface Dice {
  chance(of: number): boolean;
  one<T>(among: readonly T[]): T;
  times<T>(count: number, make: () => T): T[];
}

/** The same throws for the same seed (mulberry32). */
function diceOf(seed: number): Dice {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  return {
    chance: (of) => next() < of,
    one: (among) => {
      const found = among[Math.floor(next() * among.length)];
      if (found === undefined) throw new Error("there is nothing to choose from");
      return found;
    },
    times: (count, make) => Array.from({ length: count }, make),
  };
}

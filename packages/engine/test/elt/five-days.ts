/** Five days of a CRM, as INSERTs into the registered tables: changes, late rows, several runs a day, deletions. */

const stamp = (day: number, time: string) => `TIMESTAMPTZ '2026-03-0${day} ${time}+00'`;

interface ContactVersion {
  readonly id: string;
  readonly name?: string | null;
  readonly account?: string | null;
  readonly speaker?: boolean;
  readonly deleted?: boolean;
  /** Day and time of the change; the day of the load unless it came late. */
  readonly at: readonly [day: number, time: string];
}

function contacts(day: number, versions: readonly ContactVersion[]): string {
  const rows = versions.map(
    ({ id, name = "n", account = "A", speaker = false, deleted = false, at }) => {
      const text = (value: string | null) => (value === null ? "NULL" : `'${value}'`);
      return `('${id}', ${text(name)}, ${text(account)}, ${speaker}, ${deleted}, ${stamp(...at)}, '2026030${day}')`;
    },
  );
  return `INSERT INTO crm_ext.contact VALUES ${rows.join(", ")};`;
}

function accounts(day: number, ids: string): string {
  const rows = [...ids].map(
    (id) => `('${id}', 'account ${id}', false, ${stamp(day, "06:00:00")}, '2026030${day}')`,
  );
  return `INSERT INTO crm_ext.account VALUES ${rows.join(", ")};`;
}

/** A load of the whole object: what is not in it is gone. */
function regions(day: number, named: Readonly<Record<string, string>>): string {
  const rows = Object.entries(named).map(([id, name]) => `('${id}', '${name}', '2026030${day}')`);
  return `INSERT INTO crm_ext.region VALUES ${rows.join(", ")};`;
}

export const fiveDays: readonly string[] = [
  contacts(1, [
    { id: "a", name: "Ann", at: [1, "06:00:00"] },
    { id: "b", name: "Bob", account: "B", at: [1, "06:00:01"] },
    { id: "c", name: null, account: null, at: [1, "06:00:02"] },
  ]) +
    accounts(1, "ABC") +
    regions(1, { n: "North", s: "South" }),
  // Ann moves and comes back within the day; Bob is sent again unchanged.
  contacts(2, [
    { id: "a", name: "Ann", account: "B", at: [2, "07:00:00"] },
    { id: "a", name: "Ann", account: "A", at: [2, "09:00:00"] },
    { id: "b", name: "Bob", account: "B", at: [2, "06:00:01"] },
    { id: "d", name: "", account: "C", speaker: true, at: [2, "08:00:00"] },
  ]) + regions(2, { n: "North", s: "Deep South" }),
  // A change of day 1 comes late, and a deletion.
  contacts(3, [
    { id: "c", name: "Cy", account: "A", at: [1, "23:00:00"] },
    { id: "b", name: "Bob", account: "B", deleted: true, at: [3, "10:00:00"] },
  ]) + regions(3, { n: "North" }),
  // Bob is undeleted elsewhere; an empty text becomes no value; nothing of regions changes.
  contacts(4, [
    { id: "b", name: "Bob", account: "C", at: [4, "01:00:00"] },
    { id: "d", name: null, account: "C", speaker: true, at: [4, "02:00:00"] },
  ]) + regions(4, { n: "North" }),
  contacts(5, [
    { id: "a", name: "Anne", account: null, at: [5, "03:00:00"] },
    { id: "e", name: "Eve", account: "A", at: [5, "04:00:00"] },
  ]) + regions(5, { n: "North", s: "South", w: "West" }),
];

/** A second run of day 2, after its first was built: one newer row, and one whose stamp lies before those that are there. */
export const dayTwoAgain = contacts(2, [
  { id: "a", name: "Anna", account: "A", at: [2, "10:00:00"] },
  { id: "d", name: "Dee", account: "B", speaker: true, at: [2, "07:30:00"] },
]);

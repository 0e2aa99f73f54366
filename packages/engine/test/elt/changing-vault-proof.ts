import { expect, onTestFinished } from "vitest";
import { changingLake, insertsOf, type Lake, sinceOf } from "./changing-lake.ts";
import { type ChangingProject, changingProject } from "./changing-project.ts";
import {
  historyOf,
  rowsOf,
  satelliteNames,
  sortedVersions,
  tableNames,
  viewsByHand,
  viewsOf,
  withoutRepetitions,
} from "./vault-as-built.ts";
import { historyNames, type VaultByHand, type Version, vaultByHand } from "./vault-by-hand.ts";

/** The vault of a random lake, built day by day, at once, and again over a range of days, is the one made by hand. */
export async function expectVaultByHand(python: string, seed: number): Promise<void> {
  const project = await changingProject(python);
  const { sql, dbt, close } = project;
  onTestFinished(close);
  const lake = changingLake(seed);
  for (const [index, part] of lake.entries()) {
    await sql(`${insertsOf(part)} SELECT 1`);
    const settings = {
      load_id: `build-${index}`,
      since: index === 0 ? {} : sinceOf(part),
      audit: index === 0 ? "" : "increment",
    };
    expect(await dbt(build, settings), `seed ${seed}, build ${index}`).toEqual([]);
    const parts = lake.slice(0, index + 1);
    const what = `seed ${seed}, build ${index}`;
    await expectSame(project, vaultByHand(parts), what, correctedIn(parts));
  }
  const whole = vaultByHand(lake);
  expect(
    await dbt([...build, "--vars", replay], { load_id: "replay" }),
    `seed ${seed}, replay`,
  ).toEqual([]);
  await expectSame(project, whole, `seed ${seed}, replay`, correctedIn(lake));
  expect(
    await dbt([...build, "--full-refresh"], { load_id: "full" }),
    `seed ${seed}, full`,
  ).toEqual([]);
  await expectSame(project, whole, `seed ${seed}, full`, new Set());
}

const build = ["build", "--exclude-resource-type", "unit_test"];
const replay = JSON.stringify({ replay_from: "20260302", replay_to: "20260305" });

/** Contacts and accounts of which a correction came later than what it corrects. */
function correctedIn(parts: readonly Lake[]): ReadonlySet<string> {
  const late = parts.filter(({ isCorrection }) => isCorrection);
  return new Set(
    late.flatMap(({ contacts, accounts }) => [...contacts, ...accounts].map(({ id }) => id)),
  );
}

/**
 * No version repeats the one before, but for keys that were corrected: an increment may keep one that the correction made a
 * repetition, since the vault is insert-only.
 */
async function expectSame(
  { sql }: ChangingProject,
  byHand: VaultByHand,
  what: string,
  corrected: ReadonlySet<string>,
): Promise<void> {
  const isCorrected = ({ key }: Version) => corrected.has(key.split("|")[0] ?? "");
  for (const name of tableNames)
    expect(await rowsOf(sql, name), `${what}: ${name}`).toEqual([...byHand[name]].toSorted());
  for (const name of historyNames) {
    const stored = await historyOf(sql, name);
    const said = [
      ...stored.filter((version) => !isCorrected(version)),
      ...withoutRepetitions(stored.filter(isCorrected)),
    ];
    expect(sortedVersions(said), `${what}: ${name}`).toEqual(byHand.histories[name]);
  }
  for (const name of satelliteNames) {
    const views = await viewsOf(sql, name);
    expect(views, `${what}: views of ${name}`).toEqual(viewsByHand(await historyOf(sql, name)));
    const { latest } = viewsByHand(byHand.histories[name]);
    expect(views.latest, `${what}: latest of ${name}`).toEqual(latest);
  }
}

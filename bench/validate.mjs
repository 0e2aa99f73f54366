import { join } from "node:path";
import { figure, seconds, times } from "./measure/figure.mjs";
import { pairedRounds } from "./measure/paired-rounds.mjs";
import { showSummary, summaryOf } from "./measure/summary.mjs";
import { watchedChild } from "./measure/watched-child.mjs";
import { governedFolder } from "./setup/governed-folder.mjs";
import { platformFolder } from "./setup/platform-folder.mjs";
import { lakewrightBin } from "./setup/root.mjs";
import { dropFolder, temporaryFolder } from "./setup/temporary-folder.mjs";

export const name = "validate";
export const title = "Checking a folder of 1,000 flows";

/**
 * Runs `lakewright validate` on generated folders, with and without rules of access, of one, two and three times as many flows,
 * beside `lakewright --version` and an empty Node program.
 */
export async function run({ say, rows: flows = 1000, rounds = 11 }) {
  const folder = await temporaryFolder(name);
  const node = (...args) => watchedChild(process.execPath, args);
  const validate = (platform) => () => node(lakewrightBin, "validate", "--platform", platform);
  const made = async (makeFolder, factor) => {
    const objects = Array.from(
      { length: flows * factor },
      (_, i) => `Object_${String(i).padStart(4, "0")}__c`,
    );
    return validate(await makeFolder(join(folder, `${makeFolder.name}-${factor}`), objects));
  };
  const contenders = {
    validate: await made(platformFolder, 1),
    twice: await made(platformFolder, 2),
    thrice: await made(platformFolder, 3),
    governed: await made(governedFolder, 1),
    governedTwice: await made(governedFolder, 2),
    governedThrice: await made(governedFolder, 3),
    version: () => node(lakewrightBin, "--version"),
    node: () => node("-e", ""),
  };
  await contenders.validate();
  const results = await pairedRounds(rounds, contenders, say);
  dropFolder(folder);
  const of = (who, key) => summaryOf(results[who].map((result) => result[key]));
  const ms = (who) => of(who, "ms").median;
  // Each step is as many flows: what they cost apart from the start-up is the same where growth is linear.
  const growth = (one, two, three) => (ms(three) - ms(two)) / (ms(two) - ms(one));
  const line = (label, who) => [
    label,
    showSummary(of(who, "ms"), 0),
    showSummary(of(who, "peakRssMb"), 0),
  ];
  const count = flows.toLocaleString("en");
  return {
    counted: [
      `One class with ${count} objects over one connection, each its own entry, in two environments (local and dev). Whole process, from start to exit; it must find the folder valid.`,
      "With rules of access: each table with a role, a tag, a grant and a test of its own.",
      `Growth is what the third ${count} flows take against the second ${count}: 1 is linear.`,
    ],
    figures: [
      figure(`lakewright validate, ${count} flows`, ms("validate"), {
        atMost: 1000,
        show: seconds,
      }),
      figure(`${count} tables with rules of access`, ms("governed"), {
        atMost: 3000,
        show: seconds,
      }),
      figure("growth with the number of flows", growth("validate", "twice", "thrice"), {
        atMost: 1.5,
        show: times,
      }),
      figure(
        "growth with the number of tables with rules of access",
        growth("governed", "governedTwice", "governedThrice"),
        { atMost: 1.5, show: times },
      ),
    ],
    tables: [
      {
        title: "Medians (least–most)",
        columns: ["program", "ms", "peak RSS, MB"],
        rows: [
          line(`lakewright validate, ${count} flows`, "validate"),
          line("twice as many", "twice"),
          line("three times as many", "thrice"),
          line(`${count} tables with rules of access`, "governed"),
          line("twice as many", "governedTwice"),
          line("three times as many", "governedThrice"),
          line("lakewright --version", "version"),
          line("node -e ''", "node"),
        ],
      },
    ],
  };
}

import { figure, megabytes, seconds, times } from "./measure/figure.mjs";
import { pairedRounds } from "./measure/paired-rounds.mjs";
import { showSummary, summaryOf } from "./measure/summary.mjs";
import { watchedChild } from "./measure/watched-child.mjs";
import { deployedFolder } from "./setup/deployed-folder.mjs";
import { lakewrightBin, root } from "./setup/root.mjs";
import { dropFolder, temporaryFolder } from "./setup/temporary-folder.mjs";

export const name = "synth";
export const title = "Writing the CloudFormation of a platform";

/** Runs `lakewright synth` over the example and over folders of ever more flows, whole process from start to exit. */
export async function run({ say, rows: most = 1000, rounds = 9 }) {
  const folder = await temporaryFolder(name);
  const counts = [Math.round(most * 0.1), Math.round(most * 0.55), most];
  const [few, half, many] = await inTurn(counts, (count) => deployedFolder(folder, count));
  const synth = (platform, ...options) =>
    watchedChild(process.execPath, [
      ...[lakewrightBin, "synth", "--env", "dev", "--platform", platform],
      ...["--out", `${folder}/out`, ...options],
    ]);
  const example = `${root}/examples/gtm`;
  const contenders = {
    example: () => synth(example),
    few: () => synth(few),
    half: () => synth(half),
    many: () => synth(many),
    validated: () => synth(example, "--validate"),
    version: () => watchedChild(process.execPath, [lakewrightBin, "--version"]),
  };
  await contenders.example();
  const results = await pairedRounds(rounds, contenders, say);
  dropFolder(folder);
  const of = (who, key) => summaryOf(results[who].map((result) => result[key]));
  const ms = (who) => of(who, "ms").median;
  const [countOfFew, countOfHalf, countOfMany] = counts.map((count) => count.toLocaleString("en"));
  // Both steps are as many flows: what they cost apart from the start-up is the same where growth is linear.
  const growth = (ms("many") - ms("half")) / (ms("half") - ms("few"));
  const line = (label, who) => [
    label,
    showSummary(of(who, "ms"), 0),
    showSummary(of(who, "peakRssMb"), 0),
  ];
  return {
    counted: [
      "The built command, whole process from start to exit: reading and checking the folder, every app, the four policy packs of cdk-nag (AwsSolutions, HIPAA, NIST 800-53 R5, PCI DSS 3.2.1), limits, writing the assemblies. It fails if a finding is open.",
      "The other folders are what `lakewright init` makes, with scheduled flows over one connection added, each mapping all fields.",
      `Growth is what the flows from ${countOfHalf} to ${countOfMany} take against those from ${countOfFew} to ${countOfHalf}: 1 is linear.`,
    ],
    figures: [
      figure("lakewright synth, GTM example", ms("example"), { atMost: 2500, show: seconds }),
      figure("its memory", of("example", "peakRssMb").median, { atMost: 300, show: megabytes }),
      figure(`lakewright synth, ${countOfMany} flows`, ms("many"), { atMost: 4000, show: seconds }),
      figure("growth with the number of flows", growth, { atMost: 1.5, show: times }),
      figure("GTM example with CloudFormation's built-in validation", ms("validated"), {
        show: seconds,
      }),
    ],
    tables: [
      {
        title: "Medians (least–most)",
        columns: ["program", "ms", "peak RSS, MB"],
        rows: [
          line("lakewright synth, GTM example", "example"),
          line(`lakewright synth, ${countOfFew} flows`, "few"),
          line(`lakewright synth, ${countOfHalf} flows`, "half"),
          line(`lakewright synth, ${countOfMany} flows`, "many"),
          line("lakewright synth --validate, GTM example", "validated"),
          line("lakewright --version", "version"),
        ],
      },
    ],
  };
}

async function inTurn(items, work) {
  const results = [];
  for (const item of items) results.push(await work(item));
  return results;
}

// `npm run demo [-- CHAPTER…]`: the GTM example from nothing to rows, on this machine alone. Run it again and it goes on where it stopped.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { access } from "./demo/access.mjs";
import { lakewright, quietly, startSandbox, stopAll } from "./demo/children.mjs";
import { load } from "./demo/load.mjs";
import { mart } from "./demo/mart.mjs";
import { writePublicData } from "./demo/public-data.mjs";

const chapters = { load, access, mart };
const chosen = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(chapters);
const unknown = chosen.find((name) => !Object.hasOwn(chapters, name));
if (unknown !== undefined) {
  process.stderr.write(
    `there is no chapter "${unknown}": npm run demo -- ${Object.keys(chapters).join(" | ")}, or all without a name\n`,
  );
  process.exit(2);
}

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const platform = join(root, "examples", "gtm");
const state = join(platform, ".lakewright");
const bookmark = join(state, "demo.json");
const accounts = 30_000;
const began = Date.now();

const tell = (text) => process.stdout.write(`\n${text}\n`);

for (const [signal, code] of [
  ["SIGINT", 130],
  ["SIGTERM", 143],
])
  process.once(signal, () => stopAll().finally(() => process.exit(code)));

// Whoever read has gone (`| head`): there is nobody to show anything to.
process.stdout.on("error", ({ code }) => {
  if (code !== "EPIPE") throw new Error(`stdout: ${code}`);
  void stopAll().finally(() => process.exit(0));
});

try {
  await demo();
} catch (error) {
  process.stderr.write(`\nthe demo stopped: ${error.message}\n`);
  process.exitCode = 1;
} finally {
  await stopAll();
}

async function demo() {
  await import("./build-cli.mjs");
  mkdirSync(state, { recursive: true, mode: 0o700 });
  let day = dayReached();
  introduce(day);
  const [crm, open] = await startOrgs(day);
  const env = { ...crm.env, ...open.env };
  const show = (args, expected) => lakewright(args, { cwd: platform, env }, expected);
  const days = {
    reached: () => day,
    pass: async () => {
      await show(["sandbox", "day", "--url", crm.url]);
      await quietly(["sandbox", "day", "--url", open.url, "--json"], { cwd: platform });
      rememberDay(++day);
    },
  };
  for (const name of chosen) await chapters[name]({ platform, state, show, tell, days });
  conclude(day);
}

function introduce(day) {
  tell(
    day === 0
      ? "Lakewright demo: one folder of YAML (examples/gtm) describes the platform; it runs here, without an account."
      : `Lakewright demo, continued: ${day} days have been loaded already.`,
  );
  tell(
    "Starting two Salesforce-compatible orgs: a generated life-science CRM, and real public data …",
  );
}

/** Both at once; each is the same org as last time, aged by the days that have passed. */
function startOrgs(day) {
  const publicData = join(state, "demo-public-data");
  writePublicData(join(root, "node_modules", "vega-datasets", "data"), publicData);
  const days = ["--days", String(day)];
  return Promise.all([
    startSandbox(["--name", "CRM", "--accounts", String(accounts), ...days]),
    startSandbox(["--name", "PUBLIC", "--accounts", "0", "--data", publicData, ...days]),
  ]);
}

/** The day of the orgs at which the last demo ended; they are made from a seed, so a number brings them back. */
function dayReached() {
  try {
    const saved = JSON.parse(readFileSync(bookmark, "utf8"));
    if (saved.accounts === accounts && Number.isInteger(saved.day)) return saved.day;
  } catch (error) {
    if (error.code === "ENOENT") return 0;
  }
  throw new Error(`${bookmark} is from another demo; remove ${state} to start over`);
}

/** Before the run that loads the day: a demo that is stopped in between finds the same org and loads it then. */
function rememberDay(day) {
  writeFileSync(`${bookmark}.new`, JSON.stringify({ accounts, day }));
  renameSync(`${bookmark}.new`, bookmark);
}

function conclude(day) {
  const seconds = ((Date.now() - began) / 1000).toFixed(0);
  tell(
    [
      `Done in ${seconds} s: ${day} days in the lake, under examples/gtm/.lakewright.`,
      "Run `npm run demo` again for three more days, or look around yourself:",
      "",
      "  cd examples/gtm",
      "  npx lakewright query --tables",
      '  npx lakewright query "SELECT name, billingcity FROM roche_salesforce_connector_profile1_current.account LIMIT 5"',
      "  npx lakewright reset      # start over",
    ].join("\n"),
  );
}

import { chmodSync, cpSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { lakewright, temporaryFolder } from "./cli-lakewright.ts";

// What was asked for by name fails where this machine cannot do it; only what merely was due is skipped, visibly.
const root = join(import.meta.dirname, "..");
const home = temporaryFolder();
const platform = join(home, "gtm");
cpSync(join(root, "examples/gtm"), platform, {
  recursive: true,
  filter: (path) => !path.includes(".lakewright"),
});

/** A folder of programs: a `python3` that runs this shell script. */
function python3(name: string, script: string): string {
  const folder = join(home, name);
  mkdirSync(folder);
  writeFileSync(join(folder, "python3"), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, "python3"), 0o755);
  return folder;
}

/** A python3 that is new enough, and makes environments whose own python runs this script. */
const environments = (name: string, script: string) =>
  python3(
    name,
    `if [ "$1" = -c ]; then echo 3.12.1; exit 0; fi
/bin/mkdir -p "$3/bin"; printf '#!/bin/sh\\n${script}\\n' > "$3/bin/python"; /bin/chmod 755 "$3/bin/python"`,
  );

const noIndex =
  'echo "WARNING: Retrying after connection broken: Name or service not known" >&2; echo "ERROR: No matching distribution found for dbt-core==1.10" >&2; exit 1';

const machines = {
  "no program at all": [join(home, "nothing"), "there is no python3 on this machine"],
  "a python3 that fails": [
    python3("broken", "echo 'dyld: library missing' >&2; exit 1"),
    "python3 does not work: dyld: library missing",
  ],
  "a python3 that ends by a signal": [python3("killed", "kill -9 $$"), "python3 does not work"],
  "a python3 that is too old": [
    python3("old", "echo 3.9.18"),
    "python3 is 3.9.18, and dbt needs 3.10 or newer",
  ],
  "a python3 that answers nonsense": [
    python3("nonsense", "echo hello"),
    'python3 does not tell its version: "hello"',
  ],
  "a python3 without venv": [
    python3(
      "no-venv",
      "if [ \"$1\" = -c ]; then echo 3.12.1; exit 0; fi\necho 'No module named venv' >&2; exit 1",
    ),
    "python3 cannot make a virtual environment: No module named venv",
  ],
  "a venv without a python": [
    python3("no-python", 'if [ "$1" = -c ]; then echo 3.12.1; fi'),
    "python3 cannot make a virtual environment",
  ],
  "a pip that cannot reach its index": [
    environments("no-index", noIndex),
    "pip cannot install dbt: ERROR: No matching distribution found for dbt-core==1.10",
  ],
  "a pip that installs nothing": [
    environments("no-dbt", "exit 0"),
    "pip cannot install dbt: it installed no program of this name",
  ],
} as const;

let machine = 0;
const call = (path: string, args: readonly string[], more: Record<string, string> = {}) =>
  lakewright([...args, "--state", join(home, "state")], {
    cwd: platform,
    env: {
      PATH: path,
      LAKEWRIGHT_CACHE: join(home, `cache-${machine++}`),
      LAKEWRIGHT_REQUIRE_ALL: "0",
      ...more,
    },
  });

const named = [
  ["elt"],
  ["elt", "gtm"],
  ["elt", "--full"],
  ["elt", "--from", "2025-01-04", "--to", "2025-01-05"],
  ["elt", "check"],
  ["elt", "check", "gtm"],
  ["elt", "compat"],
  ["elt", "compat", "--strict"],
  ["run", "gtm"],
  ["run", "gtm", "--full"],
];

test.each(Object.entries(machines))(
  "with %s, elt fails and says what is missing and how to get it",
  async (_, [path, reason]) => {
    const { status, stderr } = await call(path, ["elt"]);
    expect(stderr).toContain(`LW2047  ELT cannot run: ${reason}`);
    expect(stderr).toMatch(/hint: .*python3 3\.10 or newer.*venv.*PyPI/);
    expect(status).toBe(1);
  },
);

test.each(named.map((args) => [args.join(" "), args] as const))(
  "%s fails where Python is missing",
  async (_, args) => {
    const asked = await call(join(home, "nothing"), args);
    expect(asked).toMatchObject({
      status: 1,
      stderr: expect.stringContaining("LW2047  ELT cannot run"),
    });
    expect(asked.stderr).not.toContain("SKIPPED");
    const asJson = await call(join(home, "nothing"), [...args, "--json"]);
    expect(asJson.status).toBe(1);
    const told = JSON.parse(asJson.stdout);
    expect(told.ok).toBe(false);
    expect(told.error ?? told.elt.failures[0]).toMatchObject({
      code: "LW2047",
      hint: expect.any(String),
    });
  },
);

test("an environment that lost its python or its dbt is made again, and says so where it cannot be", async () => {
  const cache = join(home, "cache-lost");
  const [good] = machines["a pip that installs nothing"];
  const env = { LAKEWRIGHT_CACHE: cache };
  const installs = environments(
    "installs",
    'folder=$(/usr/bin/dirname "$0"); echo "#!/bin/sh" > "$folder/dbt"; /bin/chmod 755 "$folder/dbt"',
  );
  // It gets as far as the plan, which lacks its tables.
  expect((await call(installs, ["elt"], env)).stderr).toContain("which is not loaded yet");
  const { readdirSync, rmSync } = await import("node:fs");
  const [made = ""] = readdirSync(cache);
  rmSync(join(cache, made, "bin/python"));
  symlinkSync(join(home, "python-that-was-removed"), join(cache, made, "bin/python"));
  expect(await call(good, ["elt"], env)).toMatchObject({
    status: 1,
    stderr: expect.stringContaining("pip cannot install dbt"),
  });
});

test("doctor fails where ELT projects are declared and Python is missing or too old", async () => {
  for (const [path] of [machines["no program at all"], machines["a python3 that is too old"]]) {
    const { status, stdout } = await call(path, ["doctor", "--json"]);
    expect(status).toBe(1);
    expect(JSON.parse(stdout).findings).toContainEqual(
      expect.objectContaining({
        what: "Python",
        state: "fail",
        todo: expect.stringContaining("3.10"),
      }),
    );
  }
});

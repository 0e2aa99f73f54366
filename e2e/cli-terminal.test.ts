import { execFile } from "node:child_process";
import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { beforeAll, describe, expect, test } from "vitest";
import { lakewright, startSandbox, temporaryFolder } from "./cli-lakewright.ts";

const home = temporaryFolder();
const platform = join(home, "shop");
const sandbox = await startSandbox("--accounts", "20");
const bin = join(import.meta.dirname, "../packages/cli/bin/lakewright.mjs");
const program = "/usr/bin/script";
const missing = existsSync(program) ? "" : `SKIPPED: ${program} is missing`;
if (missing && process.env.LAKEWRIGHT_REQUIRE_ALL === "1") throw new Error(missing);

/** Every kind of character that steers a terminal: ESC sequences, C1, DEL, BEL, CR, and an override of direction. */
const hostile = "\u001b]0;owned\u0007\u001b[2J\u001b[5mred\u009b1m\u007f\r\u202ex";

/** What a terminal gets from a call, without our own colours and the ends of its lines. */
async function onTerminal(...args: string[]): Promise<string> {
  const env = { ...process.env, ...sandbox.env, TERM: "xterm", NO_COLOR: "" };
  const words = [process.execPath, bin, ...args].map((arg) => `'${arg.replaceAll("'", "'\\''")}'`);
  // Not the exit code of the call, which may be wrong on purpose.
  const call = `${words.join(" ")}; true`;
  const shown = await promisify(execFile)(program, ["-qec", call, "/dev/null"], {
    cwd: platform,
    env,
  });
  const ours = [1, 2, 22, 31, 32, 33, 39].map((code) => `\u001b[${code}m`);
  return ours
    .reduce((text, one) => text.replaceAll(one, ""), shown.stdout)
    .replaceAll("\r\n", "\n");
}

/** Characters that steer a terminal, as code points. */
function steering(text: string): number[] {
  const overrides = [0x61c, 0x200e, 0x200f, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2069];
  const codes = Array.from(text, (character) => character.codePointAt(0) ?? 0);
  return codes.filter(
    (code) =>
      (code < 0x20 && code !== 0x0a) || (code >= 0x7f && code < 0xa0) || overrides.includes(code),
  );
}

/** The text in YAML, which takes control characters as escapes only. */
const inYaml = `"${Array.from(hostile, (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`).join("")}"`;

describe.skipIf(missing)(`a terminal ${missing}`, () => {
  beforeAll(async () => {
    await lakewright(["init", "shop"], { cwd: home });
    const file = join(platform, "access.yaml");
    writeFileSync(
      file,
      `access:
  roles: { seller: { kind: persona, description: ${inYaml} } }
  grants:
    - { to: seller, select: crm.account, columns: [id], reason: ${inYaml} }
    - { to: nobody, on: crm.contact, reason: ${inYaml} }
  tests:
    - { name: ${inYaml}, as: seller, on: crm.account, expects: denied }
`,
    );
    await lakewright(["run", "Account"], { cwd: platform, env: sandbox.env });
    const valid = await lakewright(["validate"], { cwd: platform });
    expect(valid).toMatchObject({ status: 0 });
  });

  const sql = `SELECT '${hostile}' AS "${hostile}", ['${hostile}'] AS list`;
  const calls = [
    ["query", sql],
    ["query", sql, "--format", "csv"],
    ["query", sql, "--format", "csv", "--safe-csv"],
    ["query", sql, "--json"],
    ["query", "--as", "seller", sql],
    ["query", "--as", hostile, sql],
    ["query", `SELECT "${hostile}" FROM crm_current.account`],
    ["query", `SELECT 1 FROM "${hostile}"."${hostile}"`],
    ["query", "--as", "seller", `SELECT 1 FROM "${hostile}"."${hostile}"`],
    ["query", `SELECT CAST('${hostile}' AS INTEGER)`],
    ["access", "matrix"],
    ["access", "matrix", "--json"],
    ["access", "explain", "crm.account", "--as", "seller"],
    ["access", "explain", `crm.${hostile}`, "--as", "seller"],
    ["access", "test"],
    ["access", "test", "--json"],
    ["run", hostile],
    ["status", "--env", hostile],
    ["status", "--platform", hostile],
    [hostile],
    ["status", `--${hostile}`],
  ];
  test.each(calls.map((args, i) => [i, args[0] === hostile ? "…" : args[0], args] as const))(
    "is not steered by what call %i, of %s, shows",
    async (_, __, args) => {
      const shown = await onTerminal(...args);
      expect(steering(shown)).toEqual([]);
      expect(shown).toMatch(/\S/);
    },
  );

  test("tables of the warehouse have our colours, and not the marks that stand for them", async () => {
    const file = join(platform, "warehouse.yaml");
    writeFileSync(
      file,
      `warehouse:
  projects: { sales: { owner: sales-office } }
  vault: { hubs: { account: { sources: [{ table: crm.account, key: id }] } } }
`,
    );
    const shown = await onTerminal("access", "matrix");
    rmSync(file);
    expect(shown).toMatch(/1 staging table\n/);
    expect(shown).not.toMatch(/<[0-9a-f]{8}-/);
  });

  test("a pipe gets CSV byte by byte", async () => {
    const { stdout } = await lakewright(["query", `SELECT '${hostile}' AS x`, "--format", "csv"], {
      cwd: platform,
    });
    expect(stdout).toBe(`x\r\n"${hostile}"\r\n`);
  });
});

import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

const program = `
import glob, json, sys, sqlglot
parsed, refused = 0, []
for file in sorted(glob.glob(sys.argv[1] + "/**/*.sql", recursive=True)):
    with open(file) as opened:
        sql = opened.read()
    try:
        tree = sqlglot.parse(sql, read="redshift")
        assert len(tree) == 1 and not list(tree[0].find_all(sqlglot.exp.Command))
        parsed += 1
    except Exception as error:
        refused.append(file + ": " + str(error)[:200])
print(json.dumps({"parsed": parsed, "refused": refused}))
`;

/** How many compiled statements sqlglot's Redshift parser takes, and those that it does not. */
export async function redshiftStatements(
  python: string,
  folder: string,
): Promise<{ readonly parsed: number; readonly refused: readonly string[] }> {
  const { stdout } = await run(python, ["-c", program, folder]);
  return JSON.parse(stdout);
}

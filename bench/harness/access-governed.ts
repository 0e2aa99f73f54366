/**
 * Asks the same aggregates plainly and as a role, in warm engines, by turns. Argument: JSON of childFile, folder, rows,
 * rounds. Prints the milliseconds of each sample; answers are compared and must be equal.
 */
import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import {
  connectUtc,
  openDuckDb,
} from "../../packages/engine/src/core/adapters/duckdb/duckdb-instance.ts";
import { openRelations } from "../../packages/engine/src/query/adapters/duckdb/duckdb-query.ts";
import { governedQuery } from "../../packages/engine/src/query/adapters/governed/governed-query.ts";
import type { LakeRelation } from "../../packages/engine/src/query/domain/relation.ts";
import type {
  GovernedRelation,
  RelationPolicy,
} from "../../packages/engine/src/query/ports/governed-query.ts";

const { childFile, folder, rows, rounds } = JSON.parse(process.argv[2] ?? "{}");
const signal = new AbortController().signal;

const columns = [
  ["id", "VARCHAR", "id"],
  ["country", "VARCHAR", "string"],
  ["industry", "VARCHAR", "string"],
  ["revenue", "DOUBLE", "double"],
  ["employees", "INTEGER", "int"],
  ["founded", "DATE", "date"],
  ["name", "VARCHAR", "string"],
  ["email", "VARCHAR", "email"],
] as const;

const writer = await connectUtc(await openDuckDb(folder));

/** Accounts in one file, as `crm_ext.account` reads them. */
async function accounts(name: string, count: number): Promise<LakeRelation> {
  const file = join(folder, name, "2024", "05", "01", "e1", "part.parquet");
  await mkdir(dirname(file), { recursive: true });
  await writer.run(`COPY (SELECT '001' || lpad(i::VARCHAR, 15, '0') AS id,
    ['Germany', 'France', 'Spain', 'Italy', 'Japan'][(1 + hash(i) % 5)::INTEGER] AS country,
    'industry ' || hash(i, 1) % 30 AS industry, (hash(i, 2) % 1000000)::DOUBLE AS revenue,
    (hash(i, 3) % 100000)::INTEGER AS employees, DATE '1950-01-01' + (hash(i, 4) % 25000)::INTEGER AS founded,
    'Company ' || i AS name, 'mail' || i || '@example.com' AS email
    FROM range(${count}) AS r(i)) TO '${file}' (FORMAT parquet, COMPRESSION zstd)`);
  return relationOf(name, file);
}

function relationOf(name: string, file: string): LakeRelation {
  return {
    ...{ schema: "crm_ext", name, partitionColumn: "load_date" },
    columns: [
      ...columns.map(([column, type]) => ({ name: column, type })),
      { name: "load_date", type: "VARCHAR" },
    ],
    groups: [
      {
        fields: columns.map(([column, , type]) => ({
          ...{ name: column, label: column, type, calculated: false },
        })),
        files: [{ path: file, loadDate: "20240501", sequence: 1 }],
        base: undefined,
      },
    ],
  };
}

const [large, small] = [await accounts("account", rows), await accounts("sample", 1)];
const shown: RelationPolicy["columns"] = large.columns
  .filter(({ name }) => name !== "email")
  .map((column) => ({ ...column, access: "full" }));
const policies: Readonly<Record<string, RelationPolicy>> = {
  columns: { columns: shown, rows: undefined },
  rows: { columns: shown, rows: "\"country\" IN ('Germany', 'France')" },
};
const aggregates = {
  "count and sum by industry":
    "SELECT industry, count(*) AS n, sum(revenue) AS r FROM crm_ext.$TABLE $WHERE GROUP BY industry ORDER BY 1",
  "average, least and most by year":
    "SELECT year(founded) AS y, avg(employees) AS a, min(revenue) AS l, max(revenue) AS m FROM crm_ext.$TABLE $WHERE GROUP BY 1 ORDER BY 1",
  "distinct names by country":
    "SELECT country, count(DISTINCT name) AS n FROM crm_ext.$TABLE $WHERE GROUP BY country ORDER BY 1",
} as const;

const plain = await connectUtc(await openDuckDb(folder));
await openRelations(plain, [large, small]);
const role = await governedQuery({
  ...{ childFile, hashKey: "a key", spillFolder: folder, memoryMiB: 2048 },
});

interface Sample {
  readonly kind: string;
  readonly query: string;
  readonly plain: number[];
  readonly governed: number[];
  /** The same over one row: what governing costs before there is anything to read. */
  readonly fixed: number[];
}

const samples = Object.keys(policies).flatMap((kind) =>
  Object.keys(aggregates).map((query): Sample => {
    return { kind, query, plain: [], governed: [], fixed: [] };
  }),
);
for (let round = -1; round < rounds; round++)
  for (const sample of samples) {
    // Who comes second finds the caches full of the other's data, so that each comes first as often.
    const plainFirst = round % 2 === 0;
    const asked = await askTwice(sample, large, plainFirst);
    const empty = await askTwice(sample, small, plainFirst);
    if (round < 0) continue;
    sample.plain.push(asked.plainMs);
    sample.governed.push(asked.governedMs);
    sample.fixed.push(empty.governedMs - empty.plainMs);
  }
const [coldMs, warmMs]: [number[], number[]] = [[], []];
for (let i = 0; i < rounds; i++) {
  const started = await timed(async () => {
    const fresh = await governedQuery({ childFile, hashKey: "a key", spillFolder: folder });
    await fresh.query("SELECT 1 AS one", [], signal);
    return fresh;
  });
  coldMs.push(started.ms);
  warmMs.push((await timed(() => started.result.query("SELECT 2 AS two", [], signal))).ms);
  await started.result.close();
}
await role.close();
console.log(JSON.stringify({ samples, coldMs, warmMs }));
process.exit(0);

async function askTwice({ kind, query }: Sample, relation: LakeRelation, plainFirst: boolean) {
  const policy = policies[kind];
  const sql = aggregates[query as keyof typeof aggregates].replace("$TABLE", relation.name);
  if (!policy) throw new Error(`there is no policy ${kind}`);
  const where = policy.rows ? `WHERE ${policy.rows}` : "";
  const governed: GovernedRelation = { relation, policy };
  const plainly = () =>
    timed(async () => (await plain.runAndReadAll(sql.replace("$WHERE", where))).getRowsJson());
  const asRole = () =>
    timed(async () => (await role.query(sql.replace("$WHERE", ""), [governed], signal)).rows);
  const before = plainFirst ? await plainly() : undefined;
  const governedAnswer = await asRole();
  const plainAnswer = before ?? (await plainly());
  if (rounded(plainAnswer.result) !== rounded(governedAnswer.result))
    throw new Error(`${query} under ${kind} differs`);
  return { plainMs: plainAnswer.ms, governedMs: governedAnswer.ms };
}

async function timed<T>(work: () => Promise<T>) {
  const began = performance.now();
  const result = await work();
  return { result, ms: performance.now() - began };
}

/** Sums of doubles depend on the order of the rows. */
function rounded(found: readonly (readonly unknown[])[]) {
  return JSON.stringify(
    found.map((row) =>
      row.map((value) => (typeof value === "number" ? value.toPrecision(9) : value)),
    ),
  );
}

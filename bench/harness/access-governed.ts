/**
 * Asks the same statements plainly and as a role, in warm engines, by turns. Argument: JSON of childFile, folder, rows,
 * rounds. Prints the milliseconds of each sample; answers are compared and must be equal. A row filter that is new to the session
 * gives its first statement, the same once more its second.
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
  ["share", "INTEGER", "int"],
  ["country", "VARCHAR", "string"],
  ["industry", "VARCHAR", "string"],
  ["revenue", "DOUBLE", "double"],
  ["employees", "INTEGER", "int"],
  ["founded", "DATE", "date"],
  ["name", "VARCHAR", "string"],
  ["email", "VARCHAR", "email"],
  ...Array.from({ length: 27 }, (_, i) =>
    i % 3 === 1
      ? ([`more_${i}`, "DOUBLE", "double"] as const)
      : ([`more_${i}`, "VARCHAR", "string"] as const),
  ),
] as const;

/** Few values, many numbers, and texts that are all different, by turns. */
const more = Array.from({ length: 27 }, (_, i) => {
  const value = `hash(i, ${i + 10})`;
  const texts = [
    `'value ' || ${value} % 50`,
    `(${value} % 1000000)::DOUBLE`,
    `'text ' || ${value}`,
  ];
  return `${texts[i % 3]} AS more_${i}`;
});

const writer = await connectUtc(await openDuckDb(folder));

/** Accounts in one file, as `crm_ext.account` reads them. */
async function accounts(name: string, count: number): Promise<LakeRelation> {
  const file = join(folder, name, "2024", "05", "01", "e1", "part.parquet");
  await mkdir(dirname(file), { recursive: true });
  await writer.run(`COPY (SELECT '001' || lpad(i::VARCHAR, 15, '0') AS id, (hash(i, 9) % 100)::INTEGER AS share,
    ['Germany', 'France', 'Spain', 'Italy', 'Japan'][(1 + hash(i) % 5)::INTEGER] AS country,
    'industry ' || hash(i, 1) % 30 AS industry, (hash(i, 2) % 1000000)::DOUBLE AS revenue,
    (hash(i, 3) % 100000)::INTEGER AS employees, DATE '1950-01-01' + (hash(i, 4) % 25000)::INTEGER AS founded,
    'Company ' || i AS name, 'mail' || i || '@example.com' AS email, ${more.join(", ")}
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
const aggregates = {
  "count and sum by industry":
    "SELECT industry, count(*) AS n, sum(revenue) AS r FROM crm_ext.$TABLE $WHERE GROUP BY industry ORDER BY 1",
  "average, least and most by year":
    "SELECT year(founded) AS y, avg(employees) AS a, min(revenue) AS l, max(revenue) AS m FROM crm_ext.$TABLE $WHERE GROUP BY 1 ORDER BY 1",
  "distinct names by country":
    "SELECT country, count(DISTINCT name) AS n FROM crm_ext.$TABLE $WHERE GROUP BY country ORDER BY 1",
} as const;
const statements = {
  aggregate: aggregates["count and sum by industry"],
  distinct: aggregates["distinct names by country"],
  wide: "SELECT max(COLUMNS(c -> c <> 'email')) FROM crm_ext.$TABLE $WHERE",
  point: "SELECT id, name, revenue FROM crm_ext.$TABLE $WHERE $AND id = '001000000000004711'",
} as const;

const plain = await connectUtc(await openDuckDb(folder));
await openRelations(plain, [large, small]);
const role = await governedQuery({
  ...{ childFile, hashKey: "a key", spillFolder: folder, memoryMiB: 2048, sealedMiB: 1024 },
});

interface Sample {
  readonly query: string;
  readonly plain: number[];
  readonly governed: number[];
  /** The same over one row: what governing costs before there is anything to read. */
  readonly fixed: number[];
}

/** Whole columns are hidden: the role's engine opens the file itself. */
const samples = Object.keys(aggregates).map((query): Sample => {
  return { query, plain: [], governed: [], fixed: [] };
});
for (let round = -1; round < rounds; round++)
  for (const sample of samples) {
    // Who comes second finds the caches full of the other's data, so that each comes first as often.
    const plainFirst = round % 2 === 0;
    const sql = aggregates[sample.query as keyof typeof aggregates];
    const policy = { columns: shown, rows: undefined };
    const asked = await askBoth({ sql, policy, relation: large, plainFirst });
    const empty = await askBoth({ sql, policy, relation: small, plainFirst });
    if (round < 0) continue;
    sample.plain.push(asked.plainMs);
    sample.governed.push(asked.governedMs);
    sample.fixed.push(empty.governedMs - empty.plainMs);
  }

interface Filtered {
  readonly statement: string;
  /** Percent of the rows that the role sees. */
  readonly share: number;
  readonly plain: number[];
  readonly first: number[];
  readonly second: number[];
}

const filtered = Object.keys(statements).flatMap((statement) =>
  [1, 20, 100].map((share): Filtered => ({ statement, share, plain: [], first: [], second: [] })),
);
const filterRounds = Math.ceil(rounds / 3);
for (let round = -1; round < filterRounds; round++)
  for (const sample of filtered) {
    const plainFirst = round % 2 === 0;
    const sql = statements[sample.statement as keyof typeof statements];
    // Another text, the same rows.
    const policy = { columns: shown, rows: `"share" < ${sample.share} AND ${round} = ${round}` };
    const first = await askBoth({ sql, policy, relation: large, plainFirst });
    const second = await askBoth({ sql, policy, relation: large, plainFirst });
    if (round < 0) continue;
    sample.plain.push((first.plainMs + second.plainMs) / 2);
    sample.first.push(first.governedMs);
    sample.second.push(second.governedMs);
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
console.log(JSON.stringify({ samples, filtered, coldMs, warmMs }));
process.exit(0);

interface Ask {
  readonly sql: string;
  readonly policy: RelationPolicy;
  readonly relation: LakeRelation;
  readonly plainFirst: boolean;
}

async function askBoth({ sql: template, policy, relation, plainFirst }: Ask) {
  const sql = template.replace("$TABLE", relation.name);
  const where = policy.rows ? `WHERE ${policy.rows}` : "";
  const plainSql = sql.replace("$WHERE", where).replace("$AND", where ? "AND" : "WHERE");
  const ownSql = sql.replace("$WHERE", "").replace("$AND", "WHERE");
  const governed: GovernedRelation = { relation, policy };
  const plainly = () => timed(async () => (await plain.runAndReadAll(plainSql)).getRowsJson());
  const asRole = () => timed(async () => (await role.query(ownSql, [governed], signal)).rows);
  const before = plainFirst ? await plainly() : undefined;
  const governedAnswer = await asRole();
  const plainAnswer = before ?? (await plainly());
  if (rounded(plainAnswer.result) !== rounded(governedAnswer.result))
    throw new Error(`${sql} under ${policy.rows} differs`);
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

/** A model as dbt compiles it for both engines. */
export interface CompiledModel {
  readonly name: string;
  /** Written by the project's people, not generated. */
  readonly isOwn: boolean;
  /** Undefined where dbt could not compile it. */
  readonly duckdb: string | undefined;
  readonly redshift: string | undefined;
  /** Why Redshift's parser rejects it; undefined if it does not. */
  readonly refused: string | undefined;
}

/** `ok`: one text for both. `rewritten`: macros give each engine its own. */
export type CompatVerdict = "ok" | "rewritten" | "differs" | "not_runnable";

export interface ModelCompat {
  readonly model: string;
  readonly verdict: CompatVerdict;
  readonly reasons: readonly string[];
}

interface Difference {
  readonly found: RegExp;
  readonly verdict: "differs" | "not_runnable";
  readonly reason: string;
}

/** Known differences between the engines, and what to write instead. */
const differences: readonly Difference[] = [
  {
    found: /\bto_char\s*\(/i,
    verdict: "not_runnable",
    reason:
      "to_char() does not exist on DuckDB: use load_date_text(), or a macro with a form for each",
  },
  {
    found: /\b(dateadd|datediff)\s*\(\s*[a-z]+\s*,/i,
    verdict: "not_runnable",
    reason:
      "DuckDB does not accept a bare date part: use {{ dbt.dateadd(…) }} or {{ dbt.datediff(…) }}",
  },
  {
    found:
      /\b(nvl2|decode|months_between|regexp_substr|ratio_to_report|listagg|json_extract_path_text)\s*\(/i,
    verdict: "not_runnable",
    reason: "the function does not exist on both engines: use a cross-database macro of dbt",
  },
  {
    found: /\bconcat\s*\(/i,
    verdict: "differs",
    reason:
      "concat() with NULL returns NULL on Redshift and skips NULL on DuckDB: use ||, or coalesce first",
  },
  {
    found: /\b(varchar|char)\s*\(\s*\d+\s*\)/i,
    verdict: "differs",
    reason:
      "DuckDB never truncates a longer text, Redshift does, in bytes: leave it to the mart's type, which is tested, or add the test `fits`",
  },
  {
    found: /\b(decimal|numeric)\s*\([^)]*\)\s*\)?\s*\/|\/\s*cast\s*\([^)]*\b(decimal|numeric)\b/i,
    verdict: "differs",
    reason: "dividing a decimal gives a double on DuckDB: cast the quotient",
  },
];

/** Whether a model runs alike on both engines, and what to change if not. Only the project's own SQL is searched: generated SQL is tested. */
export function modelCompat({
  name,
  isOwn,
  duckdb,
  redshift,
  refused,
}: CompiledModel): ModelCompat {
  if (duckdb === undefined || redshift === undefined)
    return {
      model: name,
      verdict: "not_runnable",
      reasons: ["dbt cannot compile it for both engines"],
    };
  if (refused !== undefined)
    return {
      model: name,
      verdict: "not_runnable",
      reasons: [`Redshift's parser rejects it: ${refused}`],
    };
  const sql = withoutComments(redshift);
  const found = isOwn ? differences.filter((each) => each.found.test(sql)) : [];
  const worst = found.find(({ verdict }) => verdict === "not_runnable") ?? found[0];
  const same = normalized(duckdb) === normalized(redshift);
  return {
    model: name,
    verdict: worst?.verdict ?? (same ? "ok" : "rewritten"),
    reasons: found.map(({ reason }) => reason),
  };
}

function withoutComments(sql: string): string {
  return sql.replace(/--.*$/gm, "").replace(/\/\*[\s\S]*?\*\//g, "");
}

/** SQL without comments, database names and differences in whitespace. */
function normalized(sql: string): string {
  return withoutComments(sql)
    .replace(/"[^"]+"\.("[^"]+"\."[^"]+")/g, "$1")
    .replace(/\s+/g, " ")
    .trim();
}

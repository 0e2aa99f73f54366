// docs/status.json as a table for README.md, and the check that each of its rows is proven.
// For docs.mjs.

/** Columns of the table, by their key in docs/status.json. */
const columns = {
  part: "part",
  runsHere: "runs here",
  synthesized: "synthesized",
  handlerProven: "handler tested",
  inAnAccount: "in an AWS account",
};

/** Which test must be among the proof of a row that says "yes" in a column. */
const provenBy = {
  runsHere: { path: /^e2e\/|\.engine\.test\.ts$/, test: "an e2e or engine test" },
  synthesized: { path: /^packages\/infra\//, test: "a test of packages/infra" },
  handlerProven: { path: /^packages\/handlers\//, test: "a test of packages/handlers" },
};

const table = /(<!-- status: [^>]*-->\n)[\s\S]*?(<!-- \/status -->)/;

/** `page` with `rows` between its markers. */
export function withStatusTable(page, rows) {
  if (!table.test(page))
    throw new Error("README.md has no <!-- status: … --> and <!-- /status -->");
  return page.replace(table, (_, begin, end) => `${begin}${statusTable(rows)}\n${end}`);
}

function statusTable(rows) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [
    line(Object.values(columns)),
    line(Object.keys(columns).map(() => "---")),
    ...rows.map((row) => line(Object.keys(columns).map((key) => row[key] || "–"))),
  ].join("\n");
}

/** Problems of the rows, a line each. `scripts` are those of package.json. */
export function statusProblems(rows, { files, scripts }) {
  return rows.flatMap((row) =>
    [
      ...missingProof(row, files, scripts),
      ...unprovenColumns(row),
      ...(row.arrivesWith === undefined ? [] : arrived(row, files)),
    ].map((problem) => `docs/status.json: "${row.part}" ${problem}`),
  );
}

function missingProof({ proof, arrivesWith }, files, scripts) {
  if (proof.length === 0 && arrivesWith === undefined)
    return ["has no proof: name its tests, or under `arrivesWith` the path that it will come with"];
  const isThere = (one) => {
    const [, script] = /^npm run (\S+)$/.exec(one) ?? [];
    if (script !== undefined) return script in scripts;
    return /\.test\.(ts|mjs)$/.test(one) && files.includes(one);
  };
  return proof
    .filter((one) => !isThere(one))
    .map((one) => `names ${one} as proof, which is neither a test file nor an npm script`);
}

function unprovenColumns(row) {
  return Object.entries(provenBy)
    .filter(
      ([column, { path }]) =>
        /^yes\b/.test(row[column]) && !row.proof.some((one) => path.test(one)),
    )
    .map(([column, { test }]) => `says "yes" under "${columns[column]}" without ${test} as proof`);
}

/** A row that says "not yet" about something that exists. */
function arrived({ arrivesWith }, files) {
  return files.some((file) => file === arrivesWith || file.startsWith(`${arrivesWith}/`))
    ? [`is "not yet" there, but ${arrivesWith} exists: say what works and remove \`arrivesWith\``]
    : [];
}

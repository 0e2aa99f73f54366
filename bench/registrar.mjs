import { stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { DuckDBInstance } from "@duckdb/node-api";
import { buildHandlers } from "../scripts/build-handlers.mjs";
import { figure } from "./measure/figure.mjs";
import { pairedRounds } from "./measure/paired-rounds.mjs";
import { pairedRatio, showSummary, summaryOf } from "./measure/summary.mjs";
import { keptChild, watchedChild } from "./measure/watched-child.mjs";
import { awsPythonEnvironment, pinnedAws } from "./setup/python-environment.mjs";
import { registrarFields, registrarManifest, registrarRun } from "./setup/registrar-run.mjs";
import { root } from "./setup/root.mjs";
import { dropFolder, temporaryFolder } from "./setup/temporary-folder.mjs";

export const name = "registrar";
export const title =
  "The registrar, from process start to handler return, beside the published sample's Python";
const share = (ratio) => `1/${(1 / ratio).toFixed(1)}`;

/** Registers the first run of a flow, each time in a new process and an empty catalog. */
export async function run({ say, rows = 500, rounds = 21 }) {
  const python = await awsPythonEnvironment(say);
  const folder = await temporaryFolder(name);
  const file = join(folder, "part.parquet");
  await writeParquet(file, rows);
  const bundle = await deployed(folder);
  const lake = await motoLake(python, file);
  try {
    const contenders = contendersOf(python, bundle, lake);
    // Once uncounted: Python compiles its modules.
    for (const contender of Object.values(contenders)) await contender();
    const results = await pairedRounds(rounds, contenders, say);
    return reported(results, await sizes(python, bundle));
  } finally {
    await lake.close();
    dropFolder(folder);
  }
}

function contendersOf(python, bundle, lake) {
  const { event, queued } = registrarRun;
  const node = `
    import { handler } from ${JSON.stringify(bundle)};
    const { batchItemFailures } = await handler(${JSON.stringify(queued)});
    process.exit(batchItemFailures.length);`;
  const registrar = join(root, "bench/harness/published_registrar.py");
  return {
    lakewright: async () => {
      await lake.empty();
      return watchedChild(process.execPath, ["--input-type=module", "-e", node], { env: lake.env });
    },
    published: async () => {
      await lake.empty();
      return watchedChild(python, [registrar, JSON.stringify(event)], { env: lake.env });
    },
  };
}

/** The bundle as it is deployed: a folder with the manifest of the platform beside it. */
async function deployed(folder) {
  const handlers = join(folder, "handlers");
  await buildHandlers(handlers);
  const manifest = JSON.stringify(registrarManifest);
  await writeFile(join(handlers, "register-run/manifest.json"), manifest);
  return join(handlers, "register-run/index.mjs");
}

async function writeParquet(file, rows) {
  const columns = registrarFields.map(({ name, sql }) => `${sql} AS "${name}"`).join(", ");
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  await connection.run(
    `COPY (SELECT ${columns} FROM range(${rows}) t(i)) TO '${file}' (FORMAT parquet)`,
  );
  connection.closeSync();
  instance.closeSync();
}

async function motoLake(python, file) {
  const settings = { ...registrarRun.lake, file, fields: registrarFields };
  const script = join(root, "bench/harness/moto_lake.py");
  const { child, close } = keptChild(python, [script, JSON.stringify(settings)], { stdin: "pipe" });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const { moto, appflow } = JSON.parse((await lines.next()).value);
  const { region } = registrarRun.lake;
  return {
    env: {
      ...{ AWS_ENDPOINT_URL: moto, AWS_ENDPOINT_URL_APPFLOW: appflow },
      ...{ AWS_REGION: region, AWS_DEFAULT_REGION: region },
      ...{ AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test" },
      // A Lambda runs on Node 22, where the SDK says nothing of the next version of Node that it asks for.
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
    },
    empty: async () => {
      child.stdin.write("\n");
      const { value } = await lines.next();
      if (value !== "ready") throw new Error(`the lake in moto is not ready: ${value}`);
    },
    close,
  };
}

async function sizes(python, bundle) {
  const manifest = join(bundle, "../manifest.json");
  const ours = (await stat(bundle)).size + (await stat(manifest)).size;
  const script = join(root, "bench/harness/site_packages_bytes.py");
  const { stdout } = await watchedChild(python, [script]);
  return { ours, theirs: Number(stdout) };
}

function reported(results, { ours, theirs }) {
  const ratio = pairedRatio(results.lakewright, results.published, "ms").median;
  const line = (label, who, bytes) => [
    label,
    showSummary(summaryOf(results[who].map(({ ms }) => ms)), 0),
    showSummary(summaryOf(results[who].map(({ peakRssMb }) => peakRssMb)), 0),
    (bytes / 1e6).toFixed(2),
  ];
  return {
    versions: { awswrangler: pinnedAws("awswrangler"), moto: pinnedAws("moto") },
    counted: [
      "Whole process, from start to the handler's return, for the first run of a flow: one Parquet file of 500 rows and 30 columns in S3, an empty database; table with labels and partition are made. Both ask the same moto (S3, Glue) and the same stand-in for AppFlow's describe call on loopback, in the same rounds; before each start everything is forgotten.",
      "Lakewright: the bundle that is deployed, on Node. It lists the run's folder and reads the file's footer, which the sample does not.",
      "Published: the sample's own functions on awswrangler, mended where they would fail (`bench/harness/published_registrar.py`).",
      "Size: bundle and a manifest of 40 flows, beside awswrangler with all it requires, unpacked, without compiled copies and without what Lambda's Python runtime brings (boto3 and its requirements).",
    ],
    figures: [
      figure("registrar, process start to handler return, of the published Python", ratio, {
        ...{ atMost: 1 / 4, show: share },
      }),
      figure("registrar's package, of the published Python's", ours / theirs, {
        ...{ atMost: 1 / 20, show: share },
      }),
    ],
    tables: [
      {
        title: "Medians (least–most)",
        columns: ["program", "ms", "peak RSS, MB", "package, MB"],
        rows: [
          line("lakewright, Node", "lakewright", ours),
          line("published sample, Python with awswrangler", "published", theirs),
        ],
      },
    ],
    notes: [
      "About 1/4.05 of medians in two runs, at the target and on both sides of it over the rounds. Tried: the SDK's chain of credentials replaced by Lambda's own, its warnings switched off, one bundle a handler with its own clients alone, table and file read at once, names not kept. What is left is Node's start, loading 0.65 MB of script, and six answers of the server that both wait for.",
    ],
  };
}

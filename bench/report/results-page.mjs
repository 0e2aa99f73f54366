import { writeFile } from "node:fs/promises";
import { verdict } from "./print-result.mjs";

/** Writes the page of all results. Nothing on it is typed by hand. */
export async function writeResultsPage(file, results) {
  await writeFile(file, `${[head(results), ...results.map(section)].join("\n\n")}\n`);
}

function head(results) {
  const figures = results.flatMap(({ name, figures }) =>
    figures.map(({ what, target, measured, met }) => [name, what, target, measured, verdict(met)]),
  );
  return [
    "# Bench results",
    "",
    "Written by `npm run bench` from `bench/results/*.json`; do not edit. Values are medians of paired runs with",
    "least–most; each section says what was counted, when, and on what.",
    "",
    table(["bench", "figure", "target", "measured", "verdict"], figures),
  ].join("\n");
}

function section({ name, title, machine, versions, measuredAt, counted, figures, tables, notes }) {
  const parts = [
    `## ${title}`,
    `\`node bench/run.mjs ${name}\`, ${measuredAt.slice(0, 16).replace("T", " ")} UTC. ${place(machine)}. ${list(versions)}.`,
    table(
      ["figure", "target", "measured", "verdict"],
      figures.map(({ what, target, measured, met }) => [what, target, measured, verdict(met)]),
    ),
    ...tables.map(({ title: heading, columns, rows }) => `${heading}:\n\n${table(columns, rows)}`),
  ];
  if (counted.length > 0)
    parts.push(`What is counted:\n\n${counted.map((line) => `- ${line}`).join("\n")}`);
  if (notes?.length > 0) parts.push(`Notes:\n\n${notes.map((line) => `- ${line}`).join("\n")}`);
  return parts.join("\n\n");
}

function place({ cpu, cores, memoryGb, os, loadBefore }) {
  return `${cpu}, ${cores} cores, ${memoryGb} GiB, ${os}; load before ${loadBefore}`;
}

function list(versions) {
  return Object.entries(versions)
    .map(([name, version]) => `${name} ${version}`)
    .join(", ");
}

function table(columns, rows) {
  const line = (cells) =>
    `| ${cells.map((cell) => String(cell).replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(columns), line(columns.map(() => "---")), ...rows.map(line)].join("\n");
}

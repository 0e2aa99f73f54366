import { createHash } from "node:crypto";
import columnView from "./column-view.page.js";
import csv from "./csv.page.js";
import detail from "./detail.page.js";
import filters from "./filters.page.js";
import filtersInUrl from "./filters-in-url.page.js";
import grid from "./grid.page.js";
import style from "./matrix.css";
import matrix from "./matrix.page.js";
import type { PageData } from "./page-data.ts";
import state from "./page-state.page.js";

/** One script: what others use comes first, and the last part begins. */
const script = [filtersInUrl, state, filters, columnView, csv, grid, detail, matrix].join("\n");

/**
 * The matrix as one HTML page that needs nothing else: it sends no request, and runs no script but its own, which
 * the policy in its head names by hash. Names from the folder are in it as data alone.
 */
export function matrixPage(data: PageData): string {
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(script)}'`,
    `style-src '${hashOf(style)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>Who sees what</title>
<style>${style}</style>
</head>
<body>
<noscript>This page needs JavaScript to show the matrix; lakewright access matrix shows it as text.</noscript>
<main id="page"></main>
<script type="application/json" id="data">${inScript(JSON.stringify(data))}</script>
<script>${script}</script>
</body>
</html>
`;
}

/** JSON in which nothing can end the element that holds it. */
function inScript(json: string): string {
  return json
    .replaceAll("<", "\\u003c")
    .replaceAll("\u2028", "\\u2028")
    .replaceAll("\u2029", "\\u2029");
}

function hashOf(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}

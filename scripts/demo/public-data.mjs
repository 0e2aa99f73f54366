// Real public data for the second org: airports and delays of flights in the United States (US Department of Transportation).
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Puts the files into `to` as CSV, one an object: airports.csv becomes Airports__c. */
export function writePublicData(from, to) {
  mkdirSync(to, { recursive: true });
  copyFileSync(join(from, "airports.csv"), join(to, "airports.csv"));
  const flights = JSON.parse(readFileSync(join(from, "flights-2k.json"), "utf8"));
  const names = Object.keys(flights[0]);
  const lines = flights.map((flight) => names.map((name) => csvField(flight[name])).join(","));
  writeFileSync(join(to, "flights-2k.csv"), `${[names.join(","), ...lines].join("\n")}\n`);
}

function csvField(value) {
  const text = String(value ?? "");
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

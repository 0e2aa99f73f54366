import { objectWith, type Texts, validTexts } from "./check-texts.ts";

/** One fault in an otherwise valid platform, and every line that a user sees for it. */
export interface RuleCase {
  readonly fault: string;
  readonly texts: Texts;
  readonly problems: readonly string[];
}

/** appflow.yaml with an object that writes back, and further keys. */
export const writeBack = (...keys: string[]) =>
  objectWith("source: s3", "destination: salesforce", "s3_prefix: scores", ...keys);
/** appflow.yaml with an object that is loaded in increments, and further keys. */
export const incremental = (...keys: string[]) =>
  objectWith("incremental_load: 1", "schedule_expression: rate(1 day)", ...keys);
/** connections.yaml with further lines. */
export const andConnection = (...lines: string[]): Texts => ({
  connections: validTexts.connections + lines.map((line) => `  ${line}\n`).join(""),
});
/** platform.yaml with one text replaced. */
export const inPlatform = (from: string, to: string): Texts => ({
  platform: validTexts.platform.replace(from, to),
});

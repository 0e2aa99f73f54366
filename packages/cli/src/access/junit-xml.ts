import type { AccessTestResult } from "@lakewright/engine";

/** The results as CI systems read them: one test case per access test, the role as its class. */
export function junitXml(results: readonly AccessTestResult[]): string {
  const cases = results.map(({ test, byRules, byData = [], untried }) => {
    const problems = [
      ...byRules.map((problem) => `by the rules: ${problem}`),
      ...byData.map((problem) => `on the data: ${problem}`),
    ];
    const place = `${test.at.file}:${test.at.line}`;
    const failure =
      problems.length === 0
        ? ""
        : `<failure message="${escaped(problems[0] ?? "")}">${escaped([...problems, place].join("\n"))}</failure>`;
    const skipped = untried === undefined ? "" : `<skipped message="${escaped(untried)}"/>`;
    return `  <testcase classname="${escaped(test.as)}" name="${escaped(test.name)}">${failure || skipped}</testcase>`;
  });
  const skips = cases.filter((text) => text.includes("<skipped")).length;
  const failures = cases.filter((text) => text.includes("<failure")).length;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuite name="access" tests="${results.length}" failures="${failures}"${skips > 0 ? ` skipped="${skips}"` : ""}>`,
    ...cases,
    "</testsuite>",
    "",
  ].join("\n");
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

/** XML has no form at all for most control characters: they go. */
function escaped(text: string): string {
  return Array.from(text)
    .filter((character) => character >= " " || character === "\n" || character === "\t")
    .map((character) => entities[character] ?? character)
    .join("");
}

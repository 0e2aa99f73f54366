import { expect, test } from "vitest";
import { platformOf, problemsIn, type Texts, validTexts } from "../../../test/check-texts.ts";

const key = "$" + "{secret:lineage}";

/** platform.yaml with a `lineage` for all, and environments as given. */
function lineageOf(lineage: string, environments = ""): Texts {
  const platform = validTexts.platform.replace(
    "  environments:\n",
    `  lineage: ${lineage}\n  environments:\n${environments}`,
  );
  return { platform };
}

test("every environment sends lineage to the platform's server, unless it names its own", () => {
  const local = "    local: { lineage: { url: http://127.0.0.1:5000 } }\n";
  const { environments } = platformOf(
    lineageOf(`{ url: https://lineage.example.com/, api_key: "${key}" }`, local),
  );
  expect(environments.prod?.lineage).toEqual({
    url: "https://lineage.example.com",
    apiKey: { from: "secret", name: "lineage" },
  });
  // The key of one server is never sent to another.
  expect(environments.local?.lineage).toEqual({ url: "http://127.0.0.1:5000", apiKey: undefined });
  expect(platformOf({}).environments.dev?.lineage).toBeUndefined();
});

const wrong: readonly [fault: string, lineage: string, expected: RegExp][] = [
  ["http to another machine", "{ url: http://lineage.example.com }", /LW1302 {2}url must be https/],
  ["a password in the address", "{ url: https://a:b@x.example }", /LW1302 {2}url must not hold a/],
  [
    "a query in the address",
    "{ url: https://x.example?k=1 }",
    /LW1302 {2}url must not hold a query/,
  ],
  ["an address that is none", "{ url: lineage }", /LW1302 {2}url must be an https address/],
  ["a key as text", "{ url: https://x.example, api_key: hunter2 }", /LW1301 {2}api_key holds text/],
  ["no address", `{ api_key: "${key}" }`, /LW1102 .*url/],
];

test.each(wrong)("lineage refuses %s, and repeats no secret", (_, lineage, expected) => {
  const problems = problemsIn(lineageOf(lineage));
  expect(problems).toEqual([expect.stringMatching(expected)]);
  expect(problems.join()).not.toMatch(/hunter2|a:b/);
});

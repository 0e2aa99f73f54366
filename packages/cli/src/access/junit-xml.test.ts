import type { AccessTestResult } from "@lakewright/engine";
import { expect, test } from "vitest";
import { junitXml } from "./junit-xml.ts";

function result(name: string, problems: Partial<AccessTestResult>): AccessTestResult {
  const at = { file: "/shop/access.yaml", line: 7, column: 5 };
  const place = { as: "analyst", database: "crm", table: "account", at };
  return {
    test: { ...place, name, expects: { kind: "denied" } },
    ...{ byRules: [], byData: undefined, ...problems },
  };
}

test("each sentence is a case, and one that does not hold says how and where", () => {
  const broken = { byRules: ["sees phone"], byData: ["could read the table"] };
  const lines = junitXml([result("it holds", {}), result("it does not", broken)]).split("\n");
  expect(lines).toEqual([
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<testsuite name="access" tests="2" failures="1">',
    '  <testcase classname="analyst" name="it holds"></testcase>',
    '  <testcase classname="analyst" name="it does not"><failure message="by the rules: sees phone">by the rules: sees phone',
    "on the data: could read the table",
    "/shop/access.yaml:7</failure></testcase>",
    "</testsuite>",
    "",
  ]);
});

test("nothing in a sentence can end its attribute or its element", () => {
  const name = `"/><x a='\u0001'>&</testsuite>`;
  const xml = junitXml([result(name, { byRules: [name] })]);
  const shown = "&quot;/&gt;&lt;x a=&apos;&apos;&gt;&amp;&lt;/testsuite&gt;";
  expect(xml).toContain(`name="${shown}"`);
  expect(xml).toContain(`>by the rules: ${shown}\n`);
  expect(xml.match(/<\/testsuite>/g)).toHaveLength(1);
});

test("a sentence that could not be tried is skipped, with the reason", () => {
  const xml = junitXml([
    result("it is not built", { untried: "not built" }),
    result("it holds", {}),
  ]);
  expect(xml).toContain('tests="2" failures="0" skipped="1"');
  expect(xml).toContain('name="it is not built"><skipped message="not built"/></testcase>');
});

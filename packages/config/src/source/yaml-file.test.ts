import { expect, test } from "vitest";
import { problemsIn } from "../../test/check-texts.ts";
import { formatProblem } from "../problem.ts";
import { decodeText } from "./read-text.ts";
import { parseYamlFile } from "./yaml-file.ts";

const repeated = (count: number, line: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => line(i)).join("");

const bomb = `a: &a [x,x,x,x,x,x,x,x,x,x]\n${repeated(9, (i) => {
  const [from, to] = ["abcdefghij"[i], "abcdefghij"[i + 1]];
  return `${to}: &${to} [${Array.from({ length: 10 }, () => `*${from}`).join(",")}]\n`;
})}`;

test.each([
  ["a key twice", "platform:\n  name: a\n  name: b\n", '3:3  LW1007  duplicate key "name"'],
  ["a second document", "a: 1\n---\nb: 2\n", "2:1  LW1008  a second YAML document starts here"],
  ["a merge key", "x: &x { a: 1 }\ny:\n  <<: *x\n", "3:3  LW1010  merge keys are not supported"],
  ["an unknown alias", "a: *b\n", "1:4  LW1009  no anchor is defined above this alias"],
  ["an alias within itself", "a: &a\n  b: *a\n", "2:6  LW1009  this alias contains itself"],
  ["an alias bomb", bomb, "LW1009  aliases expand to more than 10,000 values"],
  ["a tag", "a: !!js/function x\n", "1:4  LW1013  this starts with a YAML tag"],
  ["a tab", "a:\n\tb: 1\n", "2:1  LW1006  a tab indents this line"],
  ["an open quote", 'a: "b\n', "LW1006  a closing quote, bracket or comma is missing"],
  ["a list as a key", "a:\n  ? [x]\n  : 1\n", "2:5  LW1012  a key must be plain text"],
  ["__proto__", "a:\n  __proto__: { b: 1 }\n", '2:3  LW1012  "__proto__" cannot be a key'],
  [
    "100,000 open brackets",
    `a: ${"[".repeat(100_000)}`,
    "1:1  LW1011  the file is nested too deeply",
  ],
  ["60 levels", `a: ${"[".repeat(60)}${"]".repeat(60)}`, "1:53  LW1011  more than 50 levels deep"],
  [
    "3,000 levels of blocks",
    repeated(3000, (i) => `${" ".repeat(i)}a:\n`),
    "LW1011  the file is nested too deeply",
  ],
  [
    "250,000 keys",
    repeated(250_000, (i) => `k${i}: 1\n`),
    "1:1  LW1004  the file has more than 200000 lines",
  ],
  [
    "a text of a megabyte",
    `a: ${"b-".repeat(500_000)}\n`,
    "1:4  LW1004  text of more than 16384 characters",
  ],
  [
    "a key of a megabyte",
    `${"b".repeat(900)}: 1\n? ${"c".repeat(1_000_000)}\n: 1\n`,
    "2:3  LW1004  a key of more than 16384 characters",
  ],
])("refuses %s at its place", (_, text, expected) => {
  const { problems } = parseYamlFile("/gtm/a.yaml", text);
  expect(problems.map((problem) => formatProblem(problem, "/gtm")).join("\n")).toContain(expected);
});

test("of an alias bomb of ten thousand million values no more are made than a file may have", () => {
  const made = JSON.stringify(parseYamlFile("/gtm/a.yaml", bomb).yaml?.value);
  expect(made.split(",").length).toBeLessThan(10_000);
});

test("aliases repeat values, and stay independent copies", () => {
  const { yaml, problems } = parseYamlFile("/gtm/a.yaml", "a: &a { b: [1] }\nc: *a\n");
  expect(problems).toEqual([]);
  expect(yaml?.value).toEqual({ a: { b: [1] }, c: { b: [1] } });
});

test("a %YAML 1.1 directive does not turn words into booleans", () => {
  expect(parseYamlFile("/gtm/a.yaml", "%YAML 1.1\n---\na: yes\n").yaml?.value).toEqual({
    a: "yes",
  });
});

test.each([
  [
    "a NUL",
    [0x61, 0x0a, 0x62, 0x00],
    "a.yaml:2:2  LW1005  the file holds a control character here",
  ],
  ["Latin-1", [0x61, 0x0a, 0xfc], "a.yaml:2:1  LW1005  the file is not UTF-8 here"],
  ["UTF-16", [0xff, 0xfe, 0x61, 0x00], "a.yaml:1:1  LW1005  the file is UTF-16"],
])("refuses %s with the place", (_, bytes, expected) => {
  const result = decodeText("/gtm/a.yaml", Uint8Array.from(bytes));
  expect("problem" in result && formatProblem(result.problem, "/gtm")).toContain(expected);
});

test("a byte order mark is taken off and columns still count from 1", () => {
  const result = decodeText("/gtm/a.yaml", Uint8Array.from([0xef, 0xbb, 0xbf, 0x61]));
  expect(result).toEqual({ text: "a" });
});

test.each([
  ["nothing", "", "platform.yaml:1:1  LW1014  the file is empty"],
  ["a comment", "# soon\n", "platform.yaml:1:1  LW1014  the file is empty"],
  [
    "a list",
    "- a\n",
    "platform.yaml:1:1  LW1103  platform.yaml, a list, must be a map (key: value)",
  ],
  [
    "a word",
    "hello",
    'platform.yaml:1:1  LW1103  platform.yaml "hello" must be a map (key: value)',
  ],
  ["a number", "5", "platform.yaml:1:1  LW1103  platform.yaml 5 must be a map (key: value)"],
  ["its key alone", "platform:\n", "platform.yaml:1:1  LW1104  platform has no value"],
  ["another key", "platfrom: {}\n", 'unknown key "platfrom"\n  hint: did you mean "platform"?'],
  ["an empty map", "platform: {}\n", "platform.yaml:1:1  LW1102  name is missing"],
  ["windows line ends", "platform:\r\n  name: gtm\r\n  ownr: x\r\n", "platform.yaml:3:3  LW1101"],
  [
    "an escape of the terminal",
    'platform: { "\\e[31m": 1 }',
    '1:13  LW1101  unknown key "\\u001b[31m"',
  ],
])("a platform.yaml that holds %s is a problem with a place", (_, platform, expected) => {
  expect(problemsIn({ platform }).join("\n")).toContain(expected);
});

test("empty files that are optional are a warning", () => {
  expect(problemsIn({ connections: "# later\n", appflow: "" })).toEqual([
    'appflow.yaml:1:1  LW1015  warning: the file is empty\n  hint: start it with the line "appflow:"',
    'connections.yaml:1:1  LW1015  warning: the file is empty\n  hint: start it with the line "connections:"',
  ]);
});

import { expect, test } from "vitest";
import { commands } from "../commands/commands.ts";
import { CallError } from "./call-error.ts";
import { globalOptions, parseCall } from "./parse-call.ts";

const parse = (...argv: string[]) => parseCall(argv, commands);

/** Message and hint of what is wrong with a call. */
function refusal(...argv: string[]): string {
  try {
    parse(...argv);
  } catch (error) {
    if (error instanceof CallError) return `${error.message} | ${error.hint ?? ""}`;
    throw error;
  }
  return "accepted";
}

test("names, options and values may come in any order", () => {
  const call = parse("run", "--json", "Account", "--state", "/s", "Contact", "--from=2024-01-01");
  expect(call.command?.name).toBe("run");
  expect(call.names).toEqual(["Account", "Contact"]);
  expect(call.options.has("json")).toBe(true);
  expect(call.options.text("state")).toBe("/s");
  expect(call.options.date("from")).toEqual(new Date("2024-01-01T00:00:00Z"));
});

test("options of every command may stand before the command", () => {
  const call = parse("--platform", "gtm", "status");
  expect([call.command?.name, call.names, call.options.text("platform")]).toEqual([
    "status",
    [],
    "gtm",
  ]);
});

test("a wrong command names the nearest right one", () => {
  expect(refusal("staus")).toBe('there is no command "staus" | did you mean "status"?');
  expect(refusal("frobnicate")).toContain("lakewright --help lists them");
});

test("a wrong option names the nearest right one of this command", () => {
  expect(refusal("run", "--ful")).toBe('there is no option --ful of run | did you mean "--full"?');
  expect(refusal("status", "--full")).toContain("there is no option --full of status");
});

test("an option that takes a value is refused without one, even if another option follows", () => {
  expect(refusal("run", "--from")).toContain("--from needs a value: --from DATE");
  expect(refusal("run", "--from", "--json")).toContain("--from needs a value");
  expect(refusal("run", "--from=")).toContain("--from needs a value");
});

test("a flag is refused with a value", () => {
  expect(refusal("run", "--full=yes")).toContain('--full takes no value, got "yes"');
});

test("an option that takes one value is refused when it is given twice, whichever and wherever", () => {
  expect(refusal("query", "--as", "sales", "--as=hr", "SELECT 1")).toBe(
    '--as is given twice: "sales" and "hr" | give it once: --as ROLE',
  );
  expect(refusal("--state", "/a", "status", "--state", "/a")).toContain("--state is given twice");
  for (const command of commands)
    for (const [name, { takes }] of Object.entries({ ...globalOptions, ...command.options }))
      if (takes !== undefined)
        expect(refusal(command.name, `--${name}`, "1", `--${name}=2`)).toContain(
          `--${name} is given twice: "1" and "2"`,
        );
});

test("a flag may be given twice: it says the same again", () => {
  expect(parse("status", "--json", "--json").options.has("json")).toBe(true);
});

test("names that a command has no use for are refused", () => {
  expect(refusal("status", "Account")).toContain(
    'unexpected argument "Account" | usage: lakewright status',
  );
});

test("a statement may be `-` or follow `--`", () => {
  expect(parse("query", "-").names).toEqual(["-"]);
  expect(parse("query", "--", "-- a comment\nSELECT 1").names).toEqual(["-- a comment\nSELECT 1"]);
});

test("names of Object's own members are unknown like any other", () => {
  expect(refusal("toString")).toContain("there is no command");
  expect(refusal("run", "--constructor")).toContain("there is no option --constructor");
});

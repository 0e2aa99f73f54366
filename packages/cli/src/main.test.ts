import { expect, test } from "vitest";
import { memoryIo } from "../test/memory-io.ts";
import { hasEffect } from "./call/parse-call.ts";
import { commands } from "./commands/commands.ts";
import { main } from "./main.ts";

test("without a command there is help on stdout", async () => {
  const io = memoryIo();
  expect(await main([], io)).toBe(0);
  for (const { name } of commands) expect(io.out()).toContain(`\n  ${name}`);
});

test.each(commands.map((command) => [command.name, command] as const))(
  "%s --help has usage, every option and examples",
  async (name, command) => {
    const io = memoryIo();
    expect(await main([name, "--help"], io)).toBe(0);
    expect(io.out()).toContain(`usage: lakewright ${name}`);
    for (const option of Object.keys(command.options)) expect(io.out()).toContain(`--${option}`);
    expect(io.out()).toContain("examples:\n  lakewright ");
  },
);

const partsOfCommands = commands.flatMap((command) =>
  Object.keys(command.parts ?? {}).map(
    (part) => [`${command.name} ${part}`, command, part] as const,
  ),
);

test.each(partsOfCommands)("%s --help is about this part alone", async (call, command, part) => {
  const io = memoryIo();
  expect(await main([...call.split(" "), "--help"], io)).toBe(0);
  expect(io.out()).toMatch(new RegExp(`^usage: lakewright ${call}\\b`, "m"));
  expect(io.out()).toContain(`examples:\n  lakewright ${call}`);
  for (const other of Object.keys(command.parts ?? {}).filter((each) => each !== part))
    expect(io.out()).not.toMatch(
      new RegExp(`lakewright ${command.name} ${other}\\b|\\b${other}: `),
    );
  for (const option of Object.keys(command.options))
    expect([option, new RegExp(`^  --${option}\\b`, "m").test(io.out())]).toEqual([
      option,
      hasEffect(command, option, part),
    ]);
});

test("`help run` is `run --help`", async () => {
  const [asked, option] = [memoryIo(), memoryIo()];
  expect(await main(["help", "run"], asked)).toBe(0);
  await main(["run", "--help"], option);
  expect(asked.out()).toBe(option.out());
});

test("a wrong call says so on stderr, ends with 2 and prints no data", async () => {
  const io = memoryIo();
  expect(await main(["staus"], io)).toBe(2);
  expect(io.err()).toBe('there is no command "staus"\n  hint: did you mean "status"?\n');
  expect(io.out()).toBe("");
});

test("with --json a wrong call is JSON on stdout too", async () => {
  const io = memoryIo();
  expect(await main(["staus", "--json"], io)).toBe(2);
  expect(JSON.parse(io.out())).toMatchObject({ ok: false, error: { code: "call" } });
});

test.each([
  [["run", "--full", "--from", "2024-01-01", "Account"], "leave one out"],
  [["run", "--from", "2024-01-01"], "need the names"],
  [["run", "Account", "--from", "2024-02-01", "--to", "2024-01-01"], "must lie before"],
  [["query"], "no statement"],
  [["query", "SELECT 1", "--json", "--format", "csv"], "contradict"],
  [["query", "SELECT 1", "--safe-csv"], "--safe-csv is about CSV"],
  [["sandbox", "dya"], 'did you mean "day"?'],
  [["status"], "no platform.yaml"],
])("%j is a wrong call", async (argv, reason) => {
  const io = memoryIo();
  expect(await main(argv, io)).toBe(2);
  expect(io.err()).toContain(reason);
});

/** A terminal in which something is broken that nobody thought of. */
function brokenIo(env: Record<string, string>) {
  const io = memoryIo({ env });
  const catchInterrupts = () => {
    throw new TypeError("x is not a function");
  };
  return { ...io, catchInterrupts };
}

test("a bug says that it is one and how to see where, without a stack", async () => {
  const io = brokenIo({});
  expect(await main(["run"], io)).toBe(1);
  expect(io.err()).toContain("x is not a function\n  hint: this is a bug in lakewright");
  expect(io.err()).toContain("LAKEWRIGHT_DEBUG=1");
  expect(io.err()).not.toContain("    at ");
});

test("with LAKEWRIGHT_DEBUG=1 a bug shows its stack", async () => {
  const io = brokenIo({ LAKEWRIGHT_DEBUG: "1" });
  await main(["run"], io);
  expect(io.err()).toMatch(/TypeError: x is not a function\n +at /);
});

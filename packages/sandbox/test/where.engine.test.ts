import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Json, startTestSandbox, type TestSandbox } from "./start-test-sandbox.ts";
import { type TinyOrg, tinyOrg } from "./tiny-org.ts";

let org: TinyOrg;
let sandbox: TestSandbox;
beforeAll(async () => {
  org = await tinyOrg();
  sandbox = await startTestSandbox(org);
});
afterAll(async () => {
  await sandbox.close();
  org.close();
});

/** A condition as SOQL, and what it means for the things 1 to 4. */
interface Condition {
  readonly soql: string;
  readonly holds: readonly boolean[];
}

const THINGS = [0, 1, 2, 3];

function atom(soql: string, ...found: number[]): Condition {
  return { soql, holds: THINGS.map((i) => found.includes(i + 1)) };
}

const atoms = fc.constantFrom(
  atom("Flag__c = true", 1, 4),
  atom("Amount__c > 1", 1, 2),
  atom("Amount__c != 3", 1, 3, 4),
  atom("Count__c IN (1, 2)", 1, 2),
  atom("Parent__c = null", 3),
  atom("Name LIKE '%a'", 1, 2),
  atom("Parent__c IN (SELECT Id FROM Box__c WHERE Size__c = 2)", 1, 4),
);

function join(word: "AND" | "OR", parts: readonly Condition[]): Condition {
  const all = (i: number) => parts.every(({ holds }) => holds[i]);
  const any = (i: number) => parts.some(({ holds }) => holds[i]);
  return {
    soql: `(${parts.map(({ soql }) => soql).join(` ${word} `)})`,
    holds: THINGS.map(word === "AND" ? all : any),
  };
}

function negate({ soql, holds }: Condition, style: number): Condition {
  const negated = [`NOT (${soql})`, `(NOT (${soql}))`, `((NOT (${soql})))`];
  return { soql: `(${negated[style]})`, holds: holds.map((value) => !value) };
}

const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { depthSize: "medium", withCrossShrink: true },
    atoms,
    fc.tuple(tie("condition"), fc.nat(2)).map(([inner, style]) => negate(inner, style)),
    fc
      .tuple(
        fc.constantFrom("AND" as const, "OR" as const),
        fc.array(tie("condition"), { minLength: 2, maxLength: 3 }),
      )
      .map(([word, parts]) => join(word, parts)),
  ),
}));

/** Three NOTs in a row: see the known gap below. */
const THREE_NOTS = /NOT[\s(]+NOT[\s(]+NOT/;

// The SOQL parser loses the third NOT; the sandbox then refuses the query instead of answering it wrongly.
test.fails("three NOTs in a row are understood", async () => {
  const soql = "SELECT Id FROM Thing__c WHERE (NOT (NOT (NOT (Flag__c = true))))";
  expect(await sandbox.query(soql)).toMatchObject({ totalSize: 2 });
});

test.each(["NOT NOT Flag__c = true", "(NOT (NOT NOT Flag__c = true))"])(
  "%s is refused",
  async (where) => {
    const [error] = await sandbox.query(`SELECT Id FROM Thing__c WHERE ${where}`);
    expect(error.errorCode).toBe("MALFORMED_QUERY");
  },
);

test("any nesting of AND, OR and NOT means what it says", async () => {
  await fc.assert(
    fc.asyncProperty(condition, async ({ soql, holds }) => {
      fc.pre(!THREE_NOTS.test(soql));
      const answer = await sandbox.query(`SELECT Id FROM Thing__c WHERE ${soql}`);
      const found = answer.records.map(({ Id }: Json) => Number(Id.slice(14, 15)));
      expect(found).toEqual(THINGS.filter((i) => holds[i]).map((i) => i + 1));
    }),
    { numRuns: 150, seed: 20240515 },
  );
});

test("any text in a literal stays text", async () => {
  const text = fc.string({ unit: "binary", maxLength: 20 }).filter((s) => !/[\0\p{Cs}]/u.test(s));
  await fc.assert(
    fc.asyncProperty(text, async (value) => {
      const escapes: Record<string, string> = {
        "\n": "\\n",
        "\r": "\\r",
        "\t": "\\t",
        "'": "\\'",
        "\\": "\\\\",
      };
      const literal = value.replace(/[\n\r\t'\\]/g, (char) => escapes[char] ?? char);
      const answer = await sandbox.query(`SELECT Name FROM Thing__c WHERE Name = 'x${literal}'`);
      expect(answer).toEqual({ totalSize: 0, done: true, records: [] });
    }),
    { numRuns: 150, seed: 20240516 },
  );
});

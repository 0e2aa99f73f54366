import { PlatformError } from "../../../core/index.ts";
import { type LimitedProcess, limitedParse } from "../governed/limited-parse.ts";
import { refusal } from "./gate-refusal.ts";
import { openParser, serializedTree } from "./serialized-tree.ts";

/** Maximum length of a statement; the parser's worst cases grow with it. */
const maxStatementBytes = 50_000;

/** Comments inside comments take the parser seconds. */
const maxComments = 100;

/**
 * Words without which no statement multiplies grouping sets, which a few hundred bytes turn into a million. As the start of a token,
 * not of a name; a digit before them may end a token.
 */
const multipliesGroups = /(?<![a-z_])(cube|rollup|sets)(?![a-z0-9_])/i;

export type Node = { readonly [key: string]: unknown };

/** Makes a tree of a statement's text, as JSON. */
export interface GateParser {
  serialize(sql: string): Promise<string>;
  close(): void;
}

/** Parses in this process what cannot grow beyond its length, and the rest in one that is killed when it takes too long or too much. */
export async function openGateParser(limited: LimitedProcess = {}): Promise<GateParser> {
  const parser = await openParser();
  return {
    serialize: (sql) =>
      multipliesGroups.test(sql)
        ? limitedParse(limited, sql)
        : serializedTree(parser.connection, sql),
    close: parser.close,
  };
}

/** The one statement of a text as the engine's parser sees it. Throws `sql_refused` where it is not one SELECT. */
export async function parseStatement(parser: GateParser, sql: string): Promise<Node> {
  if (Buffer.byteLength(sql) > maxStatementBytes)
    throw refusal(`it is longer than ${maxStatementBytes} bytes`, "shorten it");
  if (sql.includes("\0")) throw refusal("it holds a NUL character", "remove it");
  if (sql.split("/*").length > maxComments)
    throw refusal("it holds too many comments", "remove some");
  const tree = await treeOf(parser, sql);
  if (tree.error) throw notSerialized(String(tree.error_message ?? "it cannot be parsed"));
  const statements = tree.statements as Node[];
  const [only] = statements;
  if (statements.length !== 1 || !only)
    throw refusal("it does not hold exactly one statement", "run one SELECT at a time");
  return only;
}

async function treeOf(parser: GateParser, sql: string): Promise<Node> {
  try {
    return JSON.parse(await parser.serialize(sql)) as Node;
  } catch (error) {
    if (error instanceof PlatformError && error.code === "statement_stopped")
      throw refusal("parsing it takes too long or too much", "group by fewer sets", error);
    throw refusal("it cannot be parsed", "only one SELECT can be run", error);
  }
}

function notSerialized(message: string) {
  return /serialized to json/.test(message)
    ? refusal("only SELECT statements are allowed", "runs alone change the lake")
    : refusal(message, "only one SELECT can be run");
}

import { PlatformError } from "../../../core/index.ts";
import { refusal } from "./gate-refusal.ts";

/** Maximum length of a statement; the parser's worst cases grow with it. */
const maxStatementBytes = 50_000;

/** Comments inside comments take the parser seconds. */
const maxComments = 100;

export type Node = { readonly [key: string]: unknown };

/** Makes a tree of a statement's text, as JSON. */
export interface GateParser {
  /** Gets ready for a statement that is about to come. */
  start(): void;
  serialize(sql: string): Promise<string>;
  close(): Promise<void>;
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
      throw refusal(
        "parsing it takes too long or too much",
        "write it shorter: fewer grouping sets, fewer uses of a named window",
        error,
      );
    throw refusal("it cannot be parsed", "only one SELECT can be run", error);
  }
}

function notSerialized(message: string) {
  return /serialized to json/.test(message)
    ? refusal("only SELECT statements are allowed", "runs alone change the lake")
    : refusal(message, "only one SELECT can be run");
}

import { type Document, type ParsedNode, parseDocument, type YAMLError } from "yaml";
import { groupBy } from "../group-by.ts";
import { newProblem, type Problem, sortProblems } from "../problem.ts";
import type { ProblemCode } from "../problem-codes.ts";
import { lineIndex } from "./line-index.ts";
import { plainValue, type YamlFinding } from "./plain-value.ts";
import type { SourcePosition } from "./source-position.ts";

/** One YAML file: its plain value, and the tree with the position of each part. */
export interface YamlFile {
  readonly file: string;
  readonly text: string;
  readonly document: Document.Parsed<ParsedNode>;
  readonly value: unknown;
  /** Line and column of an offset into the text. */
  position(offset: number): SourcePosition;
}

export interface YamlResult {
  /** Absent when the text is too broken to look into. */
  readonly yaml?: YamlFile;
  readonly problems: readonly Problem[];
}

/** Parses one file strictly: YAML 1.2, one document, no tags, no merge keys, no duplicate keys. Never throws. */
export function parseYamlFile(file: string, text: string): YamlResult {
  const place = lineIndex(text);
  const position = (offset: number): SourcePosition => ({ file, ...place(offset) });
  const tooMuch = checkSize(text);
  if (tooMuch)
    return {
      problems: [
        newProblem({
          code: tooMuch.code,
          at: { file, line: 1, column: 1 },
          message: tooMuch.message,
          hint: tooMuch.hint,
        }),
      ],
    };
  const document = parseSafely(text);
  if (document === undefined) {
    const message = "the file is nested too deeply";
    return { problems: [newProblem({ code: "LW1011", at: position(0), message })] };
  }
  const toProblem = ({ code, offset, message, hint }: YamlFinding) =>
    newProblem({ code, at: position(offset), message, hint });
  const syntax = syntaxProblems(
    [...document.errors, ...document.warnings].map(syntaxFinding).map(toProblem),
  );
  if (syntax.length > 0) return { problems: syntax };
  const { value, findings } = plainValue(document.contents);
  const yaml = { file, text, document, value, position };
  return { yaml, problems: findings.map(toProblem) };
}

const maxParts = 200_000;
const maxOpenBrackets = 1000;

/** Refuses in linear time what would take the parser minutes: far more entries, or brackets, than people write. */
function checkSize(text: string): Omit<YamlFinding, "offset"> | undefined {
  let parts = 0;
  let open = 0;
  for (const character of text) {
    if (character === "[" || character === "{") open++;
    else if (character === "]" || character === "}") open--;
    else if (character === "\n" || character === ",") parts++;
    if (open > maxOpenBrackets) return { code: "LW1011", message: "the file is nested too deeply" };
    if (parts > maxParts) {
      const hint = "split it into a folder of the same name";
      return {
        code: "LW1004",
        message: `the file has more than ${maxParts} lines or entries`,
        hint,
      };
    }
  }
  return undefined;
}

/** Undefined when the text is nested so deeply that the parser runs out of stack. */
function parseSafely(text: string) {
  try {
    return parseDocument(text, {
      prettyErrors: false,
      schema: "core",
      version: "1.2",
      // Quadratic in the library; plainValue does it with a set.
      uniqueKeys: false,
    });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

const maxSyntaxProblems = 3;

/** The first problem of each line, for three lines: what follows mostly follows from them. */
function syntaxProblems(problems: readonly Problem[]): readonly Problem[] {
  const perLine = groupBy(sortProblems(problems), ({ line }) => line);
  return [...perLine.values()].slice(0, maxSyntaxProblems).flatMap((onLine) => onLine.slice(0, 1));
}

/** Says it in our words: the library's message may quote the text, which may be a secret. */
function syntaxFinding(error: YAMLError): YamlFinding {
  const [code, message, hint] = meanings[error.code] ?? [];
  return {
    code: code ?? "LW1006",
    offset: error.pos[0],
    message: message ?? "this is not valid YAML",
    hint: hint ?? "check the indentation, and put text that holds : # [ ] { } or quotes in quotes",
  };
}

const meanings: Partial<Record<YAMLError["code"], [ProblemCode, string, string?]>> = {
  RESOURCE_EXHAUSTION: ["LW1011", "the file is nested too deeply"],
  BAD_ALIAS: ["LW1009", "this alias is malformed", "put text that starts with * in quotes"],
  BAD_INDENT: ["LW1006", "this line is indented differently from its neighbours"],
  BAD_PROP_ORDER: ["LW1006", "an anchor or tag is in the wrong place"],
  BLOCK_AS_IMPLICIT_KEY: ["LW1006", "a nested map starts on the line of its key"],
  BLOCK_IN_FLOW: ["LW1006", "an indented block is inside [ ] or { }"],
  DUPLICATE_KEY: ["LW1007", "duplicate key"],
  MISSING_CHAR: ["LW1006", "a closing quote, bracket or comma is missing"],
  MULTILINE_IMPLICIT_KEY: ["LW1006", "a key runs over several lines; a colon may be missing"],
  MULTIPLE_DOCS: ["LW1008", "a second YAML document starts here", "remove the line ---"],
  TAB_AS_INDENT: ["LW1006", "a tab indents this line", "indent with spaces"],
  TAG_RESOLVE_FAILED: [
    "LW1013",
    "this starts with a YAML tag",
    "put text that starts with ! in quotes; tags are not supported",
  ],
};

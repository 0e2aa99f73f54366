/** A piece of a row expression; `offset` counts UTF-16 units from the start of the text. */
export interface RowToken {
  readonly kind: "word" | "quoted" | "text" | "number" | "mark" | "end";
  /** Words as written, quoted names and texts without their quotes. */
  readonly text: string;
  readonly offset: number;
}

/** Why a row expression is refused, and at which character of it. */
export interface RowFault {
  readonly offset: number;
  readonly message: string;
}

const forms: readonly [RowToken["kind"], RegExp][] = [
  ["word", /[A-Za-z_][A-Za-z0-9_]*/y],
  ["number", /-?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?(?![A-Za-z_\d.])/y],
  ["text", /'(?:[^']|'')*'/y],
  ["quoted", /"(?:[^"]|"")*"/y],
  ["mark", /<>|!=|<=|>=|[=<>(),]/y],
];

const refused: readonly [RegExp, string][] = [
  [/--|\/\*|#/y, "comments are not allowed in a row expression"],
  [/'/y, "a text starts here and does not end: close it with ', and write '' for a quote in it"],
  [/"/y, 'a quoted name starts here and does not end: close it with "'],
  [/==/y, "write = to compare"],
  [/\./y, "nested fields are not supported yet: compare a column of the table"],
  [/\|\|/y, "calculations are not allowed: compare a column with a constant"],
  [/[+\-*/%]/y, "calculations are not allowed: compare a column with a constant"],
  [/\d/y, "this is neither a number nor a name"],
  [/;/y, "a row expression is one condition, not a statement"],
];

/** The tokens of a row expression, the last of kind `end`; or the first character that is not allowed. */
export function rowTokens(text: string): readonly RowToken[] | RowFault {
  const tokens: RowToken[] = [];
  for (let offset = afterBlanks(text, 0); offset < text.length; ) {
    const token = tokenAt(text, offset);
    if (token === undefined) return faultAt(text, offset);
    tokens.push(token.token);
    offset = afterBlanks(text, token.end);
  }
  return [...tokens, { kind: "end", text: "", offset: text.length }];
}

function tokenAt(text: string, offset: number): { token: RowToken; end: number } | undefined {
  if (text.startsWith("--", offset) || text.startsWith("==", offset)) return undefined;
  for (const [kind, form] of forms) {
    const found = matchAt(form, text, offset);
    if (found === undefined) continue;
    return { token: { kind, text: unquoted(kind, found), offset }, end: offset + found.length };
  }
  return undefined;
}

function unquoted(kind: RowToken["kind"], found: string): string {
  if (kind === "text") return found.slice(1, -1).replaceAll("''", "'");
  if (kind === "quoted") return found.slice(1, -1).replaceAll('""', '"');
  return found;
}

function faultAt(text: string, offset: number): RowFault {
  const known = refused.find(([form]) => matchAt(form, text, offset) !== undefined);
  const character = String.fromCodePoint(text.codePointAt(offset) ?? 0);
  const message = `${JSON.stringify(character)} is not allowed in a row expression`;
  return { offset, message: known?.[1] ?? message };
}

function afterBlanks(text: string, offset: number): number {
  return offset + (matchAt(/[ \t\r\n]*/y, text, offset) ?? "").length;
}

function matchAt(form: RegExp, text: string, offset: number): string | undefined {
  form.lastIndex = offset;
  return form.exec(text)?.[0];
}

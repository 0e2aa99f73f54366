import type { RowFault, RowToken } from "./row-token.ts";

/** Stops the parser at the first fault; `parseRowExpression` alone catches it. */
export class RowFaultError extends Error {
  override readonly name = "RowFaultError";
  readonly fault: RowFault;
  constructor(fault: RowFault) {
    super(fault.message);
    this.fault = fault;
  }
}

/** Walks over the tokens of one row expression, one ahead. */
export interface TokenReader {
  peek(): RowToken;
  next(): RowToken;
  /** Takes the next token if it is this keyword, in any case, or this mark. */
  take(text: string): boolean;
  isNext(text: string): boolean;
  /** Takes the next token, which must be this keyword or mark. */
  need(text: string, message: string): void;
}

/** A reader over tokens of which the last is of kind `end`. */
export function tokenReader(tokens: readonly RowToken[]): TokenReader {
  let index = 0;
  const end: RowToken = { kind: "end", text: "", offset: 0 };
  const peek = () => tokens[Math.min(index, tokens.length - 1)] ?? end;
  const isNext = (text: string) => isToken(peek(), text);
  const take = (text: string) => {
    const found = isNext(text);
    if (found) index++;
    return found;
  };
  return {
    peek,
    isNext,
    take,
    next() {
      const token = peek();
      index++;
      return token;
    },
    need(text, message) {
      if (!take(text)) refuse(peek(), message);
    },
  };
}

function isToken({ kind, text }: RowToken, wanted: string): boolean {
  if (kind === "mark") return text === wanted;
  return kind === "word" && text.toUpperCase() === wanted;
}

/** Refuses the expression at a token. */
export function refuse({ offset }: Pick<RowToken, "offset">, message: string): never {
  throw new RowFaultError({ offset, message });
}

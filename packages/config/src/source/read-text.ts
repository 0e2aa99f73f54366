import { readFile, stat } from "node:fs/promises";
import { newProblem, type Problem } from "../problem.ts";

export const maxFileBytes = 10 * 1024 * 1024;

export type TextResult = { readonly text: string } | { readonly problem: Problem };

/** Reads a UTF-8 text file of at most 10 MB. Never throws for what the file is or holds. */
export async function readText(file: string): Promise<TextResult> {
  const start = { file, line: 1, column: 1 };
  try {
    const info = await stat(file);
    // Reading a pipe or a device would wait forever.
    if (!info.isFile())
      return {
        problem: newProblem({ code: "LW1003", at: start, message: "this is not a regular file" }),
      };
    if (info.size > maxFileBytes) return { problem: tooLarge(file, info.size) };
    return decodeText(file, await readFile(file));
  } catch (error) {
    return { problem: unreadable(file, error) };
  }
}

/** Bytes to text: UTF-8, with or without a byte order mark, and no control characters. */
export function decodeText(file: string, bytes: Uint8Array): TextResult {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    const start = { file, line: 1, column: 1 };
    return {
      problem: newProblem({
        code: "LW1005",
        at: start,
        message: "the file is UTF-16",
        hint: "save it in the encoding UTF-8",
      }),
    };
  }
  const text = new TextDecoder("utf-8").decode(bytes);
  const bad = text.search(forbidden);
  if (bad >= 0) return { problem: notText(file, text.slice(0, bad), "holds a control character") };
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return { text };
  } catch {
    return { problem: notText(file, text.slice(0, text.indexOf("\ufffd")), "is not UTF-8") };
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point.
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

function notText(file: string, before: string, reason: string): Problem {
  const lines = before.split("\n");
  const at = { file, line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
  return newProblem({
    code: "LW1005",
    at,
    message: `the file ${reason} here`,
    hint: "save it as UTF-8 text",
  });
}

function tooLarge(file: string, bytes: number): Problem {
  const megabytes = (bytes / 1024 / 1024).toFixed(1);
  const message = `the file is ${megabytes} MB, more than the 10 MB that are read`;
  const hint = "split it into a folder of the same name";
  return newProblem({ code: "LW1004", at: { file, line: 1, column: 1 }, message, hint });
}

/** A problem for a failed system call, in words where the reason is a common one. */
export function unreadable(file: string, error: unknown): Problem {
  const at = { file, line: 1, column: 1 };
  const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
  if (code === "ELOOP")
    return newProblem({ code: "LW1018", at, message: "the link leads in a circle" });
  const reason = reasons[code] ?? `the system answered ${code}`;
  return newProblem({ code: "LW1003", at, message: `the file cannot be read: ${reason}` });
}

const reasons: Record<string, string> = {
  ENOENT: "it does not exist, or is a link to nothing",
  EACCES: "permission denied",
  EPERM: "permission denied",
  ENOTDIR: "a part of its path is not a folder",
  EISDIR: "it is a folder",
};

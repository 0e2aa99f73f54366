import type { Context } from "../command.ts";
import type { Output } from "../io.ts";
import type { TableLook } from "./render-table.ts";

/** How a table looks that is the result of a command. */
export function dataLook({ data, io }: Pick<Context, "data" | "io">): TableLook {
  return { title: data.bold, width: widthOf(io.stdout) };
}

/** How a table looks that accompanies a result. */
export function talkLook({ talk, io }: Pick<Context, "talk" | "io">): TableLook {
  return { title: talk.bold, width: widthOf(io.stderr) };
}

/** A file or a pipe takes any width. */
function widthOf(output: Output): number | undefined {
  return output.isTerminal ? output.columns() : undefined;
}

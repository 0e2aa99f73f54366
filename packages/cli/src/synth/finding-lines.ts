import type { Finding } from "@lakewright/infra";
import type { Context } from "../command.ts";
import { groupedTable } from "../output/grouped-table.ts";

/** What the checkers say as a table: a construct and a rule a line, under what the rule says. */
export function findingLines({ talk }: Context, findings: readonly Finding[]): string[] {
  const messages = [...new Set(findings.map(({ message }) => message))];
  const groups = messages.map((message) => {
    const same = findings.filter((finding) => finding.message === message);
    return { title: message, rows: same.map(({ on, rule }) => [on, rule]) };
  });
  const columns = [{ title: "construct" }, { title: "finding" }] as const;
  return groupedTable(columns, groups, { title: talk.bold });
}

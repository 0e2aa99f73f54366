/** A SELECT that decodes every value of a table and answers a single one. Its alias is no name that a column can have. */
export function everyRowSelect(table: string): string {
  return `SELECT bit_xor(hash(lakewright_row)) FROM ${table} AS lakewright_row`;
}

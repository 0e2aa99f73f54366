/** An access.yaml in which `reader` sees these columns of the accounts, and a steward everything. */
export const readerPolicy = (...columns: readonly string[]): string => `access:
  roles:
    reader: { kind: persona, description: Reads, iam_role: shop-reader }
    steward: { kind: steward, description: Decides }
  grants:
    - { to: reader, select: crm.account, columns: [${columns.join(", ")}], reason: test }
    - { to: steward, select: crm.*, reason: test }
    - { to: nobody, on: crm.contact, reason: test }
`;

import { hashFunction, ownSchema } from "../domain/hash-function.ts";
import type { WarehouseRelation } from "../domain/warehouse-relation.ts";
import { type Attachment, relationKey, type WarehouseState } from "../domain/warehouse-state.ts";
import { type StateQuery, stateQueries } from "../domain/warehouse-state-queries.ts";
import type { WarehouseSql } from "../ports/warehouse-sql.ts";

type Texts = readonly string[];

/** Roles, privileges and policies as Redshift's catalog lists them. */
export async function readWarehouseState(sql: WarehouseSql): Promise<WarehouseState> {
  const ask = async (query: StateQuery): Promise<readonly Texts[]> =>
    (await sql.run(stateQueries[query])).map((row) => row.map((value) => value ?? ""));
  const first = async (query: StateQuery) => (await ask(query)).map(([name = ""]) => name);
  const functions = await ask("functions");
  return {
    roles: await first("roles"),
    users: (await first("users")).map((name) => name.toLowerCase()),
    memberships: [
      ...(await ask("userGrants")).map(([member = "", role = ""]) => ({
        ...{ role, member: member.toLowerCase() },
        kind: "user" as const,
      })),
      ...(await ask("roleGrants")).map(([member = "", role = ""]) => ({
        ...{ role, member },
        kind: "role" as const,
      })),
    ],
    schemas: (await ask("schemas")).map(([name = "", owner = ""]) => ({
      name,
      owner: owner.toLowerCase(),
    })),
    relations: relationsOf(await ask("columns")),
    hashes: functions.some(([schema, name]) => schema === ownSchema && name === hashFunction),
    schemaPrivileges: (await ask("schemaPrivileges")).map(
      ([schema = "", privilege = "", role = ""]) => ({ schema, privilege, role }),
    ),
    relationPrivileges: (await ask("relationPrivileges")).map(
      ([schema = "", name = "", privilege = "", role = ""]) => ({ schema, name, privilege, role }),
    ),
    columnPrivileges: (await ask("columnPrivileges")).map(
      ([schema = "", name = "", column = "", privilege = "", role = ""]) => ({
        ...{ schema, name, column, privilege, role },
      }),
    ),
    secured: (await ask("secured")).map(([schema = "", name = ""]) => ({ schema, name })),
    rowPolicies: await first("rowPolicies"),
    rowAttachments: (await ask("rowAttachments")).map(attachmentOf),
    maskPolicies: await first("maskPolicies"),
    maskAttachments: (await ask("maskAttachments")).map((row) => ({
      ...attachmentOf(row),
      columns: namesIn(row[5] ?? ""),
      priority: Number(row[6]),
    })),
  };
}

function relationsOf(rows: readonly Texts[]): readonly WarehouseRelation[] {
  const relations = new Map<
    string,
    WarehouseRelation & { columns: { name: string; type: string }[] }
  >();
  for (const [schema = "", name = "", column = "", type = ""] of rows) {
    const key = relationKey({ schema, name });
    const relation = relations.get(key) ?? { schema, name, columns: [] };
    relation.columns.push({ name: column, type });
    relations.set(key, relation);
  }
  return [...relations.values()];
}

function attachmentOf([
  schema = "",
  name = "",
  policy = "",
  grantee = "",
  kind = "",
]: Texts): Attachment {
  const kinds = { role: "role", user: "user" } as const;
  return { schema, name, policy, grantee, kind: kinds[kind as keyof typeof kinds] ?? "public" };
}

/** A list of columns as the catalog writes it, such as `["email"]`. */
function namesIn(text: string): readonly string[] {
  return text
    .replace(/[[\]{}()"\s]/g, "")
    .split(",")
    .filter((name) => name !== "");
}

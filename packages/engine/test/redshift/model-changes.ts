import { key, partsOf } from "./model-key.ts";
import type { WarehouseModel } from "./warehouse-model.ts";

export type ModelChange = (model: WarehouseModel, parts: readonly string[]) => void;

const name = '"((?:[^"]|"")+)"';
const names = '((?:"(?:[^"]|"")+"(?:, )?)+)';
const table = `${name}\\.${name}`;
const plain = (text = "") => text.replaceAll('""', '"');
const listed = (text = "") =>
  [...text.matchAll(/"((?:[^"]|"")+)"/g)].map(([, part]) => plain(part));

function need(condition: boolean, message: string): void {
  if (!condition) throw new Error(message);
}

const form = (pattern: string, change: ModelChange) =>
  [new RegExp(`^${pattern}$`, "s"), change] as const;

/** Every form of statement that Redshift is asked, with what it does and what it refuses. */
export const modelChanges: readonly (readonly [RegExp, ModelChange])[] = [
  form(`CREATE ROLE ${name}`, ({ roles }, [role = ""]) => {
    need(!roles.has(role), `role "${role}" already exists`);
    roles.add(role);
  }),
  form(`CREATE USER ${name} PASSWORD DISABLE`, ({ users }, [user = ""]) => {
    need(!users.has(plain(user)), `user "${user}" already exists`);
    users.add(plain(user));
  }),
  form(`GRANT ROLE ${name} TO ${name}`, ({ roles, users, members }, [role = "", user = ""]) => {
    need(roles.has(role), `role "${role}" does not exist`);
    need(users.has(plain(user)), `user "${user}" does not exist`);
    members.add(key("user", plain(user), role));
  }),
  form(
    `REVOKE ROLE ${name} FROM (ROLE )?${name}`,
    ({ members }, [role = "", is = "", who = ""]) => {
      members.delete(key(is === "" ? "user" : "role", plain(who), plain(role)));
    },
  ),
  form(
    `CREATE SCHEMA (IF NOT EXISTS )?${name}(?: AUTHORIZATION ${name})?`,
    ({ schemas, users }, [ifNot = "", schema = "", owner = ""]) => {
      if (ifNot !== "" && schemas.has(schema)) return;
      need(!schemas.has(schema), `schema "${schema}" already exists`);
      need(owner === "" || users.has(plain(owner)), `user "${owner}" does not exist`);
      schemas.set(schema, plain(owner) || "warehouse_admin");
    },
  ),
  form(`ALTER SCHEMA ${name} OWNER TO ${name}`, ({ schemas, users }, [schema = "", owner = ""]) => {
    need(users.has(plain(owner)), `user "${owner}" does not exist`);
    schemas.set(schema, plain(owner));
  }),
  form(
    `CREATE EXTERNAL FUNCTION ${table}\\(VARCHAR\\(65535\\)\\) RETURNS VARCHAR\\(65535\\) STABLE LAMBDA '[^']+' IAM_ROLE '[^']+'`,
    ({ functions }, [schema = "", called = ""]) => void functions.add(key(schema, called)),
  ),
  form(`REVOKE EXECUTE ON FUNCTION .* FROM PUBLIC`, () => {}),
  form(
    `GRANT (USAGE|CREATE) ON SCHEMA ${name} TO ROLE ${name}`,
    ({ roles, schemas, schemaPrivileges }, [privilege = "", schema = "", role = ""]) => {
      need(roles.has(role), `role "${role}" does not exist`);
      need(schemas.has(schema), `schema "${schema}" does not exist`);
      schemaPrivileges.add(key(schema, privilege, role));
    },
  ),
  form(
    `REVOKE ([A-Z ]+) ON SCHEMA ${name} FROM ROLE ${name}`,
    ({ schemaPrivileges }, [privilege = "", schema = "", role = ""]) =>
      void schemaPrivileges.delete(key(plain(schema), privilege, plain(role))),
  ),
  form(
    `GRANT SELECT \\(${names}\\) ON ${table} TO ROLE ${name}`,
    ({ roles, relations, columnPrivileges }, [columns, schema = "", called = "", role = ""]) => {
      const on = key(plain(schema), plain(called));
      need(roles.has(role), `role "${role}" does not exist`);
      const there = (relations.get(on) ?? []).map(([column]) => column);
      for (const column of listed(columns)) {
        need(there.includes(column), `column "${column}" does not exist`);
        columnPrivileges.add(key(on, column, "SELECT", role));
      }
    },
  ),
  form(
    `REVOKE ([A-Z ]+) \\(${names}\\) ON ${table} FROM ROLE ${name}`,
    ({ columnPrivileges }, [privilege = "", columns, schema = "", called = "", role = ""]) => {
      const on = key(plain(schema), plain(called));
      for (const column of listed(columns))
        columnPrivileges.delete(key(on, column, privilege, plain(role)));
    },
  ),
  form(
    `REVOKE ([A-Z ]+) ON ${table} FROM ROLE ${name}`,
    (model, [privilege = "", schema = "", called = "", role = ""]) => {
      const on = key(plain(schema), plain(called));
      model.relationPrivileges.delete(key(on, privilege, plain(role)));
      // As in PostgreSQL, from which Redshift comes: the privilege on columns goes with that on the whole.
      for (const text of model.columnPrivileges) {
        const [where, , what, who] = partsOf(text);
        if (where === on && what === privilege && who === plain(role))
          model.columnPrivileges.delete(text);
      }
    },
  ),
  form(
    `ALTER TABLE ${table} ROW LEVEL SECURITY ON`,
    ({ secured }, [schema = "", called = ""]) =>
      void secured.add(key(plain(schema), plain(called))),
  ),
  form(
    `CREATE RLS POLICY ${name}(?: WITH \\((.*?)\\))? USING \\((.*)\\)`,
    ({ rowPolicies }, [policy = "", , predicate = ""]) => {
      need(!rowPolicies.has(policy), `RLS policy "${policy}" already exists`);
      rowPolicies.set(policy, predicate);
    },
  ),
  form(
    `ATTACH RLS POLICY ${name} ON ${table} TO ROLE ${name}`,
    (model, [policy = "", schema = "", called = "", role = ""]) => {
      need(model.rowPolicies.has(policy), `RLS policy "${policy}" does not exist`);
      need(model.roles.has(role), `role "${role}" does not exist`);
      model.rowAttachments.add(key(key(plain(schema), plain(called)), policy, role));
    },
  ),
  form(
    `DETACH RLS POLICY ${name} ON ${table} FROM ROLE ${name}`,
    ({ rowAttachments }, [policy = "", schema = "", called = "", role = ""]) =>
      void rowAttachments.delete(
        key(key(plain(schema), plain(called)), plain(policy), plain(role)),
      ),
  ),
  form(`DROP RLS POLICY ${name}`, ({ rowPolicies, rowAttachments }, [policy = ""]) => {
    need(![...rowAttachments].some((one) => partsOf(one)[1] === policy), `"${policy}" is attached`);
    rowPolicies.delete(policy);
  }),
  form(
    `CREATE MASKING POLICY ${name} WITH \\((.*?)\\) USING \\((.*)\\)`,
    ({ maskPolicies }, [policy = "", , value = ""]) => {
      need(!maskPolicies.has(policy), `masking policy "${policy}" already exists`);
      maskPolicies.set(policy, value);
    },
  ),
  form(
    `ATTACH MASKING POLICY ${name} ON ${table} \\(${name}\\) USING \\(${names}\\) TO ROLE ${name} PRIORITY (\\d+)`,
    (model, [policy = "", schema = "", called = "", column = "", , role = "", priority = ""]) => {
      const on = key(plain(schema), plain(called));
      need(model.maskPolicies.has(policy), `masking policy "${policy}" does not exist`);
      need(model.roles.has(role), `role "${role}" does not exist`);
      for (const [text, taken] of model.maskAttachments) {
        const [where, , masked, who] = partsOf(text);
        if (where !== on || masked !== plain(column)) continue;
        need(taken !== Number(priority), `priority ${priority} is taken`);
        need(who !== role, `role "${role}" has a policy on the column`);
      }
      model.maskAttachments.set(key(on, policy, plain(column), role), Number(priority));
    },
  ),
  form(
    `DETACH MASKING POLICY ${name} ON ${table} \\(${name}\\) FROM ROLE ${name}`,
    ({ maskAttachments }, [policy = "", schema = "", called = "", column = "", role = ""]) =>
      void maskAttachments.delete(
        key(key(plain(schema), plain(called)), plain(policy), plain(column), plain(role)),
      ),
  ),
  form(`DROP MASKING POLICY ${name}`, ({ maskPolicies, maskAttachments }, [policy = ""]) => {
    need(
      ![...maskAttachments.keys()].some((one) => partsOf(one)[1] === policy),
      `"${policy}" is attached`,
    );
    maskPolicies.delete(policy);
  }),
];

/**
 * Queries of Redshift's catalog (Redshift database developer guide, "SVV views"): only superusers, of which
 * the administrator is one, see all of it.
 */
export const stateQueries = {
  roles: "SELECT role_name FROM svv_roles",
  users: "SELECT CAST(usename AS VARCHAR) FROM pg_user",
  userGrants: "SELECT user_name, role_name FROM svv_user_grants",
  roleGrants: "SELECT role_name, granted_role_name FROM svv_role_grants",
  // The Data API answers no values of the type `name`.
  schemas:
    "SELECT CAST(n.nspname AS VARCHAR), CAST(u.usename AS VARCHAR) FROM pg_namespace n JOIN pg_user u ON u.usesysid = n.nspowner",
  columns: [
    "SELECT schema_name, table_name, column_name, data_type FROM svv_redshift_columns",
    "WHERE database_name = current_database() ORDER BY schema_name, table_name, ordinal_position",
  ].join(" "),
  functions:
    "SELECT schema_name, function_name FROM svv_redshift_functions WHERE database_name = current_database()",
  schemaPrivileges:
    "SELECT namespace_name, privilege_type, identity_name FROM svv_schema_privileges WHERE identity_type = 'role'",
  relationPrivileges:
    "SELECT namespace_name, relation_name, privilege_type, identity_name FROM svv_relation_privileges WHERE identity_type = 'role'",
  columnPrivileges:
    "SELECT namespace_name, relation_name, column_name, privilege_type, identity_name FROM svv_column_privileges WHERE identity_type = 'role'",
  secured: "SELECT relschema, relname FROM svv_rls_relation WHERE is_rls_on",
  rowPolicies: "SELECT polname FROM svv_rls_policy",
  rowAttachments:
    "SELECT relschema, relname, polname, grantee, granteekind FROM svv_rls_attached_policy",
  maskPolicies: "SELECT policy_name FROM svv_masking_policy",
  maskAttachments:
    "SELECT schema_name, table_name, policy_name, grantee, grantee_type, output_columns, priority FROM svv_attached_masking_policy",
} as const;

export type StateQuery = keyof typeof stateQueries;

export type { FindingName } from "./access/finding-names.ts";
export {
  parseRowExpression,
  type RowExpressionResult,
} from "./access/row-expression/parse-row-expression.ts";
export type {
  Access,
  AccessException,
  AccessExpectation,
  AccessRole,
  AccessTest,
  CellsFilter,
  ClosedTable,
  ColumnSelection,
  Domain,
  Grant,
  GrantedResource,
  Mask,
  Permission,
  RowConstant,
  RowExpression,
  TagAssignment,
  TaggedResource,
} from "./access/types.ts";
export { firstLoadFlowName } from "./appflow/flow-name.ts";
export type { Flow, Sensitivity } from "./appflow/types.ts";
export type { PlatformResult, ReadOptions } from "./check-platform.ts";
export { configReference } from "./config-reference.ts";
export { sourceConnectors } from "./connections/connectors.ts";
export type {
  Connection,
  OtherConnection,
  SalesforceAuth,
  SalesforceConnection,
} from "./connections/types.ts";
export { jsonSchemaFiles, jsonSchemas } from "./json-schema.ts";
export type { KnownColumns } from "./known-columns.ts";
export {
  type DeployedEnvironment,
  type DeployedWarehouse,
  type Manifest,
  readManifest,
  writeManifest,
} from "./manifest.ts";
export type { TableId, TableName } from "./names/table-id.ts";
export { flowStackCount } from "./platform/flow-stack-count.ts";
export {
  type Acknowledgement,
  type Deployment,
  type DeploymentVpc,
  type LineageTarget,
  type PropertyOverride,
  type ZoneName,
  type ZoneSettings,
  zoneNames,
} from "./platform/types.ts";
export { formatProblem, newProblem, type Problem } from "./problem.ts";
export { type ProblemCode, problemCodes } from "./problem-codes.ts";
export { readPlatform } from "./read-platform.ts";
export type { Environment, Platform } from "./sections/platform.ts";
export { secretNames } from "./sections/secret-names.ts";
export { withCompanions } from "./sections/with-companions.ts";
export type { SourcePosition } from "./source/source-position.ts";
export { type Reference, secretVariable } from "./values/reference.ts";
export type { Schedule } from "./values/schedule.ts";
export { spectrumPersonas, spectrumRoleName } from "./warehouse/spectrum-role-name.ts";
export type {
  Bridge,
  EltProject,
  EltTrigger,
  ExternalSchema,
  FreshnessLimits,
  Hub,
  HubSource,
  Link,
  LinkEnd,
  Mart,
  MartColumn,
  MartTable,
  MartType,
  PointInTime,
  Redshift,
  RedshiftProvisioned,
  RedshiftServerless,
  Satellite,
  UsageLimit,
  Vault,
  Warehouse,
  WorkloadQueue,
} from "./warehouse/types.ts";
export type { DeclaredWarehouseTable, WarehouseLayer } from "./warehouse/warehouse-tables.ts";

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
} from "./access.ts";
export type { PlatformResult } from "./check-platform.ts";
export { configReference } from "./config-reference.ts";
export { jsonSchemaFiles, jsonSchemas } from "./json-schema.ts";
export {
  type DeployedEnvironment,
  type DeployedWarehouse,
  type Manifest,
  readManifest,
  writeManifest,
} from "./manifest.ts";
export { firstLoadFlowName } from "./names/flow-name.ts";
export { spectrumPersonas, spectrumRoleName } from "./names/spectrum-role-name.ts";
export type { DeclaredWarehouseTable, WarehouseLayer } from "./names/warehouse-tables.ts";
export type {
  Acknowledgement,
  Connection,
  Deployment,
  DeploymentVpc,
  Environment,
  Flow,
  LineageTarget,
  OtherConnection,
  Platform,
  PropertyOverride,
  Reference,
  SalesforceAuth,
  SalesforceConnection,
  Sensitivity,
  ZoneName,
  ZoneSettings,
} from "./platform.ts";
export { zoneNames } from "./platform.ts";
export { formatProblem, newProblem, type Problem } from "./problem.ts";
export { type ProblemCode, problemCodes } from "./problem-codes.ts";
export { type ReadOptions, readPlatform } from "./read-platform.ts";
export { sourceConnectors } from "./schema/connectors.ts";
export type { SourcePosition } from "./source/source-position.ts";
export {
  parseRowExpression,
  type RowExpressionResult,
} from "./values/row-expression/parse-row-expression.ts";
export type { Schedule } from "./values/schedule.ts";
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
  TableName,
  UsageLimit,
  Vault,
  Warehouse,
  WorkloadQueue,
} from "./warehouse.ts";

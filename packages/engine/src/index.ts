export { accessMatrix, type MatrixRow } from "./domain/access/access-matrix.ts";
export type { AccessTable } from "./domain/access/access-table.ts";
export {
  type AccessChange,
  type AccessDiff,
  type AccessSide,
  diffAccess,
  type PermissionChange,
} from "./domain/access/diff-access.ts";
export { type AccessExplanation, explainAccess } from "./domain/access/explain-access.ts";
export { guardedWidenings, type Widening } from "./domain/access/guarded-widenings.ts";
export { type JudgedFinding, lintAccess } from "./domain/access/lint-access.ts";
export { type TableShare, tableShares } from "./domain/access/table-owner.ts";
export { columnSensitivity } from "./domain/access/tagged-table.ts";
export type { AlertEvent } from "./domain/alert-event.ts";
export { columnPath } from "./domain/elt/column-path.ts";
export { parseColumnsText } from "./domain/elt/columns-text.ts";
export type { FollowedTables } from "./domain/elt/followed-column.ts";
export { freshnessLine, type SourceFreshness } from "./domain/elt/source-freshness.ts";
export { type FinishedRun, parseEndOfRunEvent } from "./domain/end-of-run-event.ts";
export { type ErrorCode, errorCodes, PlatformError } from "./domain/platform-error.ts";
export type { Progress, ReportProgress } from "./domain/progress.ts";
export type { DeclaredSchema } from "./domain/redshift/external-schema.ts";
export { keyedHash } from "./domain/redshift/keyed-hash.ts";
export { hashKeySecret } from "./domain/redshift/warehouse-names.ts";
export type { RunRecord } from "./domain/run.ts";
export type { EltProgress } from "./ports/elt-builder.ts";
export type { EltRunRecord } from "./ports/elt-runs.ts";
export type { DriftRecord } from "./ports/ledger.ts";
export type { Ports } from "./ports/ports.ts";
export type { Secrets } from "./ports/secrets.ts";
export type { HeldLimit, UsageLimits } from "./ports/usage-limits.ts";
export type { QueryResult } from "./ports/warehouse.ts";
export type { RedshiftTarget, WarehouseSql } from "./ports/warehouse-sql.ts";
export { accessTables } from "./use-cases/access-tables.ts";
export {
  applyGrants,
  type GrantPorts,
  type GrantsReport,
  revokeGrants,
  type TableName,
} from "./use-cases/apply-grants.ts";
export { type Build, type BuildPorts, buildProjects } from "./use-cases/build-projects.ts";
export { checkColumns } from "./use-cases/check-columns.ts";
export { checkCompat } from "./use-cases/check-compat.ts";
export { chooseFlows, type RunRequest } from "./use-cases/choose-flows.ts";
export { chooseWork, type Work } from "./use-cases/choose-work.ts";
export { registerPorts } from "./use-cases/deliver-events.ts";
export type { EltFailure } from "./use-cases/elt-failure.ts";
export type { Merge } from "./use-cases/merge-current.ts";
export { dropExternalSchema, ownExternalSchema } from "./use-cases/own-external-schema.ts";
export { type LakeSettingsPorts, ownLakeSettings } from "./use-cases/own-lake-settings.ts";
export { ownUsageLimits } from "./use-cases/own-usage-limits.ts";
export {
  ownWarehouseGrants,
  revokeWarehouseGrants,
  type WarehouseGrantPorts,
  type WarehouseGrantsReport,
} from "./use-cases/own-warehouse-grants.ts";
export { chooseProjects, warehouseOf } from "./use-cases/plan-elt.ts";
export { type PlannedRun, planRuns, type RunPlan } from "./use-cases/plan-runs.ts";
export {
  type FlowStatus,
  type PlatformStatus,
  platformStatus,
} from "./use-cases/platform-status.ts";
export { type ProjectStatus, projectStatuses } from "./use-cases/project-status.ts";
export { queryAs } from "./use-cases/query-as.ts";
export { queryableNames, queryLake } from "./use-cases/query-lake.ts";
export {
  type ReconcilePorts,
  type Reconciliation,
  reconcileRuns,
} from "./use-cases/reconcile-runs.ts";
export {
  reconcileTargets,
  type TargetPorts,
  type TargetReport,
} from "./use-cases/reconcile-targets.ts";
export { type RegisterPorts, type Registration, registerRun } from "./use-cases/register-run.ts";
export type { EltPorts, EltRun } from "./use-cases/run-elt.ts";
export type { FlowRun } from "./use-cases/run-flow.ts";
export { type PlatformRun, runPlatform } from "./use-cases/run-platform.ts";
export { lateProjects, type ProjectsRun, runProjects } from "./use-cases/run-projects.ts";
export { type AccessTestResult, testAccess } from "./use-cases/test-access.ts";

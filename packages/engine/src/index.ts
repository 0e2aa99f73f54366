export { accessMatrix, type MatrixRow } from "./access/domain/access-matrix.ts";
export type { AccessTable } from "./access/domain/access-table.ts";
export {
  type AccessChange,
  type AccessDiff,
  type AccessSide,
  diffAccess,
  type PermissionChange,
} from "./access/domain/diff-access.ts";
export { type AccessExplanation, explainAccess } from "./access/domain/explain-access.ts";
export { rowFindings } from "./access/domain/filter-findings.ts";
export { guardedWidenings, type Widening } from "./access/domain/guarded-widenings.ts";
export { type HiddenColumns, hiddenColumns } from "./access/domain/hidden-columns.ts";
export { type LintFinding, lintAccess } from "./access/domain/lint-access.ts";
export { principalClosure } from "./access/domain/principal-closure.ts";
export { type TableShare, tableShares } from "./access/domain/table-owner.ts";
export { columnSensitivity } from "./access/domain/tagged-table.ts";
export { accessTables } from "./access/use-cases/access-tables.ts";
export { queryAs, readAs } from "./access/use-cases/query-as.ts";
export { readableTables } from "./access/use-cases/readable-tables.ts";
export { type AccessTestResult, testAccess } from "./access/use-cases/test-access.ts";
export type { AlertEvent } from "./alerts/domain/alert-event.ts";
export { type FinishedRun, parseEndOfRunEvent } from "./catalog/domain/end-of-run-event.ts";
export { formulaColumns } from "./catalog/domain/registered-table.ts";
export type { RunRecord } from "./catalog/domain/run.ts";
export type { CatalogTable } from "./catalog/ports/catalog.ts";
export type { DriftRecord } from "./catalog/ports/ledger.ts";
export { type DamagedFile, damageHint, damageText } from "./catalog/use-cases/damaged-file.ts";
export { registerPorts } from "./catalog/use-cases/deliver-events.ts";
export type { LakeFault } from "./catalog/use-cases/lake-fault.ts";
export {
  type ReconcilePorts,
  type Reconciliation,
  reconcileRuns,
} from "./catalog/use-cases/reconcile-runs.ts";
export {
  type RegisterPorts,
  type Registration,
  registerRun,
} from "./catalog/use-cases/register-run.ts";
export { checkLake, repairLake } from "./catalog/use-cases/repair-lake.ts";
export { keyedHash } from "./core/domain/keyed-hash.ts";
export { type ErrorCode, errorCodes, PlatformError } from "./core/domain/platform-error.ts";
export type { Secrets } from "./core/ports/secrets.ts";
export { columnPath } from "./elt/domain/column-path.ts";
export { parseColumnsText } from "./elt/domain/columns-text.ts";
export { eltUnavailable, howToGetElt, oldestPython } from "./elt/domain/elt-unavailable.ts";
export type { FollowedTables } from "./elt/domain/followed-column.ts";
export { freshnessLine, type SourceFreshness } from "./elt/domain/source-freshness.ts";
export type { EltProgress } from "./elt/ports/elt-builder.ts";
export type { EltPorts } from "./elt/ports/elt-ports.ts";
export type { EltRunRecord } from "./elt/ports/elt-runs.ts";
export { type Build, type BuildPorts, buildProjects } from "./elt/use-cases/build-projects.ts";
export { checkColumns } from "./elt/use-cases/check-columns.ts";
export { checkCompat } from "./elt/use-cases/check-compat.ts";
export type { EltFailure } from "./elt/use-cases/elt-failure.ts";
export { chooseProjects, warehouseOf } from "./elt/use-cases/plan-elt.ts";
export { type ProjectStatus, projectStatuses } from "./elt/use-cases/project-status.ts";
export type { EltRun } from "./elt/use-cases/run-elt.ts";
export { lateProjects, type ProjectsRun, runProjects } from "./elt/use-cases/run-projects.ts";
export { type StaleProject, staleProjects } from "./elt/use-cases/stale-projects.ts";
export type { Progress, ReportProgress } from "./flows/domain/progress.ts";
export { chooseFlows, type RunRequest } from "./flows/use-cases/choose-flows.ts";
export { chooseWork, type Work } from "./flows/use-cases/choose-work.ts";
export { uncertainFields } from "./flows/use-cases/fields-to-refresh.ts";
export type { FlowRun } from "./flows/use-cases/load-extract.ts";
export type { Merge } from "./flows/use-cases/merge-current.ts";
export { type PlannedRun, planRuns, type RunPlan } from "./flows/use-cases/plan-runs.ts";
export {
  type FlowStatus,
  type PlatformStatus,
  platformStatus,
} from "./flows/use-cases/platform-status.ts";
export { type PlatformRun, runPlatform } from "./flows/use-cases/run-platform.ts";
export {
  applyGrants,
  type GrantPorts,
  type GrantsReport,
  revokeGrants,
} from "./lake-formation/use-cases/apply-grants.ts";
export {
  type LakeSettingsPorts,
  ownLakeSettings,
} from "./lake-formation/use-cases/own-lake-settings.ts";
export type { Ports } from "./ports.ts";
export type { QueryResult } from "./query/domain/relation.ts";
export type { Reading, ResultReader } from "./query/domain/result-reader.ts";
export { queryLake, readLake } from "./query/use-cases/query-lake.ts";
export { type QueryableTable, queryableTables } from "./query/use-cases/queryable-tables.ts";
export type { DeclaredSchema } from "./redshift/domain/external-schema.ts";
export { hashKeySecret } from "./redshift/domain/warehouse-names.ts";
export type { HeldLimit, UsageLimits } from "./redshift/ports/usage-limits.ts";
export type { RedshiftTarget, WarehouseSql } from "./redshift/ports/warehouse-sql.ts";
export { dropExternalSchema, ownExternalSchema } from "./redshift/use-cases/own-external-schema.ts";
export { ownUsageLimits } from "./redshift/use-cases/own-usage-limits.ts";
export {
  ownWarehouseGrants,
  revokeWarehouseGrants,
  type WarehouseGrantPorts,
  type WarehouseGrantsReport,
} from "./redshift/use-cases/own-warehouse-grants.ts";
export {
  reconcileTargets,
  type TargetPorts,
  type TargetReport,
} from "./redshift/use-cases/reconcile-targets.ts";

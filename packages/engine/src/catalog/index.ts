export { fieldDrift } from "./domain/drift.ts";
export { type EndOfRunEvent, endOfRunEvent } from "./domain/end-of-run-event.ts";
export { destinationOf, executionFolder } from "./domain/raw-layout.ts";
export { parameterNames } from "./domain/registered-table.ts";
export type { RunFile, RunKind, RunOpening, RunRecord, RunSuccess } from "./domain/run.ts";
export {
  builderOf,
  columnOrigin,
  isBuiltTable,
  isPublishedTable,
  isWarehouseTable,
  warehouseTableInput,
  withdrawnBy,
  withdrawnTableInput,
} from "./domain/warehouse-table.ts";
export type { Catalog, CatalogTable, PartitionRange } from "./ports/catalog.ts";
export type { CatalogPorts } from "./ports/catalog-ports.ts";
export type { DriftRecord, Ledger, LoadedFile } from "./ports/ledger.ts";
export type { RowReader } from "./ports/row-reader.ts";
export type { Snapshot, Snapshots } from "./ports/snapshots.ts";
export {
  type DamagedFile,
  damagedFile,
  damagedFiles,
  fileDamaged,
} from "./use-cases/damaged-file.ts";
export { deliverEvents } from "./use-cases/deliver-events.ts";
export { type FileLook, fileFault } from "./use-cases/file-fault.ts";
export { freshUntil } from "./use-cases/fresh-until.ts";
export {
  closeChangedColumns,
  registerWarehouse,
  type WarehouseEntry,
} from "./use-cases/register-warehouse.ts";
export { sourceClock } from "./use-cases/source-clock.ts";

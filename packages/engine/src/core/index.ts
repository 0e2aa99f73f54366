export { isDue, nextStart } from "./domain/due.ts";
export { keyedHashSql } from "./domain/keyed-hash.ts";
export {
  type ColumnKind,
  type DuckDbType,
  type HiveType,
  type LogicalType,
  logicalTypeOf,
  logicalTypes,
  translateType,
} from "./domain/logical-type.ts";
export { mapBounded } from "./domain/map-bounded.ts";
export { type ErrorCode, errorCodes, PlatformError } from "./domain/platform-error.ts";
export type { PlatformEvent } from "./domain/platform-event.ts";
export {
  isOpenSensitivity,
  isUnclassified,
  openSensitivities,
  unclassified,
} from "./domain/sensitivity.ts";
export {
  joinSql,
  quoteName,
  quoteText,
  type Sql,
  sql,
  textList,
  trustedSql,
} from "./domain/sql-text.ts";
export type { BlobInfo, BlobReader, BlobStore } from "./ports/blob-store.ts";
export type { Clock } from "./ports/clock.ts";
export type { EventBus } from "./ports/event-bus.ts";
export type { Secrets } from "./ports/secrets.ts";

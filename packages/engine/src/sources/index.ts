export { type DuckDbType, type FieldDescription, type HiveType, columnTypeOf, loadedFields } from "./domain/field-type.ts";
export { type Bookmark, type Window, incrementalFieldOf, planWindow } from "./domain/window.ts";
export type { Extract, Page, Source, SourceApi } from "./ports/source.ts";

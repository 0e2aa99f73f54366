export {
  columnTypeOf,
  defaultRowFields,
  type FieldDescription,
  fieldTypeOf,
  loadedFields,
  type ObjectDescription,
  type RowFields,
} from "./domain/field-type.ts";
export { type Bookmark, incrementalFieldOf, planWindow, type Window } from "./domain/window.ts";
export type { Extract, FailedRead, Page, Selection, Source } from "./ports/source.ts";
export type { SourceJobs } from "./ports/source-jobs.ts";

export {
  columnTypeOf,
  type FieldDescription,
  fieldTypeOf,
  loadedFields,
} from "./domain/field-type.ts";
export { defaultRowFields, type RowFields } from "./domain/row-fields.ts";
export { type Bookmark, incrementalFieldOf, planWindow, type Window } from "./domain/window.ts";
export type { Extract, FailedRead, Page, Source } from "./ports/source.ts";

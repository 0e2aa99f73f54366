export {
  columnTypeOf,
  type FieldDescription,
  fieldTypeOf,
  loadedFields,
} from "./domain/field-type.ts";
export { type Bookmark, incrementalFieldOf, planWindow, type Window } from "./domain/window.ts";
export type { Extract, Page, Source, SourceApi } from "./ports/source.ts";

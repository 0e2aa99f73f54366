import type { Flow } from "@lakewright/config";
import type { FieldDescription } from "../../sources/index.ts";

/**
 * The fields that a run of a flow loaded, as its source described them: labels and types. Undefined if they are
 * unknown; files are registered all the same.
 */
export type DescribedFields = (
  flow: Flow,
  executionId: string,
) => Promise<readonly FieldDescription[] | undefined>;

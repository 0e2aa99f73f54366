import type { Flow } from "@lakewright/config";
import { parameterNames } from "../../catalog/index.ts";
import { PlatformError } from "../../core/index.ts";
import { columnTypeOf, type FieldDescription } from "../../sources/index.ts";
import type { FlowPorts } from "../ports/flow-ports.ts";

/**
 * Refuses to load fields whose type no longer fits the registered table: files of another type in the same
 * partition break every reader. The raw zone stays as it is.
 */
export async function assertTypesUnchanged(
  ports: Pick<FlowPorts, "catalog">,
  flow: Flow,
  fields: readonly FieldDescription[],
): Promise<void> {
  const table = await ports.catalog.table(flow.database, flow.table);
  if (!table || table.input.Parameters[parameterNames.typedBy] === "describe") return;
  const registered = new Map(table.input.StorageDescriptor.Columns.map((c) => [c.Name, c.Type]));
  for (const { name, type } of fields) {
    const before = registered.get(name.toLowerCase());
    const now = columnTypeOf(type).hive;
    if (!before || before === now) continue;
    throw new PlatformError(
      "type_changed",
      `${flow.object}.${name} is now ${type} (${now}) and is registered as ${before}`,
      `list ${name} under "exclude_fields" to load the rest, or load the object under a new s3_prefix and profile`,
    );
  }
}

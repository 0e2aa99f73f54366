import type { RepairPorts } from "./catalog/ports/repair-ports.ts";
import type { EltPorts } from "./elt/ports/elt-ports.ts";
import type { FlowPorts } from "./flows/ports/flow-ports.ts";
import type { QueryPorts } from "./query/ports/query-ports.ts";

/** Ports of one machine before ELT is opened. */
export interface Ports
  extends FlowPorts,
    QueryPorts,
    Pick<EltPorts, "eltRuns">,
    Pick<RepairPorts, "rowReader"> {}

import { sourceConnectors } from "../../connections/connectors.ts";
import { eachFlow } from "./appflow-rule.ts";

/** The connection is of the kind that the flow reads from or writes to. */
export const connectionKindFits = eachFlow((flow, report, { connections }) => {
  const { source, destination } = flow.settings;
  const needed = flow.direction === "out" ? destination : source;
  const kind = connections.find(({ name }) => name === flow.profile)?.kind;
  if (kind === undefined || kind === needed) return;
  if (needed === "s3" || !sourceConnectors.some((connector) => connector === needed)) return;
  const message = `connection "${flow.profile}" is of kind ${kind}, the flow needs ${needed}`;
  report({
    code: "LW1405",
    place: flow.profilePlace,
    message,
    hint: `name a connection of kind ${needed}`,
  });
});

import { positionOf } from "../../appflow/rules/flow-name-unique.ts";
import { identifierOf } from "../../names/identifier.ts";
import type { Rule } from "../../rules/rule.ts";
import type { ConnectionDraft } from "../../sections/platform-draft.ts";

/** Connections get databases and schemas of their own, also after their names became identifiers. */
export const databaseUnique: Rule = ({ connections }, report) => {
  const taken = new Map<string, ConnectionDraft>();
  for (const connection of connections) taken.set(identifierOf(connection.name), connection);
  const first = new Map<string, ConnectionDraft>();
  for (const connection of connections) {
    const database = identifierOf(connection.name);
    const other = first.get(database);
    if (other) {
      const message = `connection "${connection.name}" gets the database "${database}", as "${other.name}" at ${positionOf(other.place)} does`;
      report("LW1504", connection.place, message, "rename one of the two");
    } else first.set(database, connection);
    for (const schema of [`${database}_ext`, `${database}_current`]) {
      const clash = taken.get(schema);
      if (clash === undefined) continue;
      const message = `connection "${clash.name}" gets the database "${schema}", which is a schema of "${connection.name}" at ${positionOf(connection.place)}`;
      report("LW1504", clash.place, message, "rename one of the two");
    }
  }
};

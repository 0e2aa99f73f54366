import { databaseName } from "../../names/database-and-table-name.ts";
import { lakeSchemas } from "../../names/schema-names.ts";
import type { Rule } from "../../sections/rule.ts";
import { describedPlace } from "../../source/place.ts";
import type { ConnectionDraft } from "../draft/draft-connections.ts";

/** Connections get databases and schemas of their own, also after their names became identifiers. */
export const databaseUnique: Rule = ({ connections }, report) => {
  const taken = new Map<string, ConnectionDraft>();
  for (const connection of connections) taken.set(databaseName(connection.name), connection);
  const first = new Map<string, ConnectionDraft>();
  for (const connection of connections) {
    const database = databaseName(connection.name);
    const other = first.get(database);
    if (other) {
      const message = `connection "${connection.name}" gets the database "${database}", as "${other.name}" at ${describedPlace(other.place)} does`;
      report({ code: "LW1504", place: connection.place, message, hint: "rename one of the two" });
    } else first.set(database, connection);
    for (const schema of lakeSchemas(database)) {
      const clash = taken.get(schema);
      if (clash === undefined) continue;
      const message = `connection "${clash.name}" gets the database "${schema}", which is a schema of "${connection.name}" at ${describedPlace(connection.place)}`;
      report({ code: "LW1504", place: clash.place, message, hint: "rename one of the two" });
    }
  }
};

import type { Rule } from "../../sections/rule.ts";
import { describedPlace, type Place } from "../../source/place.ts";

/** Each finding on each construct is answered for once. */
export const acknowledgedOnce: Rule = ({ environments }, report) => {
  for (const { name, deployment } of environments) {
    if (name === "local") continue;
    const first = new Map<string, Place>();
    for (const { finding, on, place } of deployment.acknowledgements) {
      const id = `${finding}\0${on}`;
      const other = first.get(id);
      if (other === undefined) {
        first.set(id, place);
        continue;
      }
      const message = `${finding} on ${on} is acknowledged twice; the other is at ${describedPlace(other)}`;
      report({ code: "LW1257", place, message, hint: "remove one of the two" });
    }
  }
};

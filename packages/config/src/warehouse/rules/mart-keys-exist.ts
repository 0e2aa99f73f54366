import { didYouMean } from "../../did-you-mean.ts";
import { aboutWarehouse, namesOf } from "./warehouse-rule.ts";

/** The key of a mart's table is made of its columns. */
export const martKeysExist = aboutWarehouse(({ marts }, report) => {
  for (const mart of marts) {
    for (const { name, key, columns, place } of mart.tables) {
      const known = namesOf(columns);
      for (const column of key.filter((each) => !known.has(each))) {
        const message = `${mart.name}.${name} has no column called "${column}" for its key`;
        report({ code: "LW1709", place, message, hint: didYouMean(column, known) });
      }
    }
  }
});

import { z } from "zod";
import { textLike } from "../../schema/text-schema.ts";
import { parseSchedule } from "../../values/schedule.ts";
import { checkedBy } from "../../values/value-check.ts";

/** Forms of text that several parts of warehouse.yaml share. */
export const sqlName = textLike(
  /^[a-z][a-z0-9_]{0,62}$/,
  "lower-case letters, digits and _, starting with a letter, at most 63",
);

/** The key of a map whose names become parts of tables and schemas. */
export const nameKey = z.string().regex(/^[a-z][a-z0-9_]{0,62}$/, {
  error: "lower-case letters, digits and _, starting with a letter, at most 63",
});

export const cronText = z.string().superRefine(
  checkedBy((value) => {
    const parsed = parseSchedule(value);
    const isCron = "value" in parsed && parsed.value?.kind === "cron";
    if (isCron) return undefined;
    const message = "must be a time such as cron(0 20 ? * MON-FRI *)";
    return {
      code: "LW1103",
      message: "problem" in parsed ? parsed.problem.message : message,
      hint: "minute hour day-of-month month day-of-week year, in UTC",
    };
  }),
);

import { beforeEach } from "vitest";

/** Skips the tests after the one that calls the result with the reason why dbt cannot run here; where everything is required they fail. */
export function needsDbt(): (reason: string) => void {
  const mustHaveDbt = process.env.LAKEWRIGHT_REQUIRE_ALL === "1";
  let withoutDbt: string | undefined;
  beforeEach((context) => {
    if (withoutDbt === undefined) return;
    if (mustHaveDbt) throw new Error(withoutDbt);
    console.warn(`SKIPPED ${context.task.name}: ${withoutDbt}`);
    context.skip(withoutDbt);
  });
  return (reason) => {
    withoutDbt = reason;
  };
}

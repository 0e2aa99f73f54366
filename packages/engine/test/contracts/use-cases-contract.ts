import { afterEach, beforeEach, describe } from "vitest";
import { failingRunsCases } from "./use-cases/failing-runs-cases.ts";
import { fieldChangesCases } from "./use-cases/field-changes-cases.ts";
import { fullLoadsCases } from "./use-cases/full-loads-cases.ts";
import { guardedReadingCases } from "./use-cases/guarded-reading-cases.ts";
import { incrementsCases } from "./use-cases/increments-cases.ts";
import { type LakeUnderTest, lakeUnderTest, type MakePorts } from "./use-cases/lake-under-test.ts";
import { mergingCurrentCases } from "./use-cases/merging-current-cases.ts";
import { reconcilingKeysCases } from "./use-cases/reconciling-keys-cases.ts";
import { refreshingFieldsCases } from "./use-cases/refreshing-fields-cases.ts";
import { registeringRunsCases } from "./use-cases/registering-runs-cases.ts";

/** Contract of every wiring of the ports: the use cases of loading, registering, merging and reading. */
export function useCasesContract(name: string, make: MakePorts): void {
  describe(`use cases over ${name}`, () => {
    let lake: LakeUnderTest;

    beforeEach(async () => {
      lake = await lakeUnderTest(make);
    });
    afterEach(() => lake.under.close());

    incrementsCases(() => lake);
    reconcilingKeysCases(() => lake);
    refreshingFieldsCases(() => lake);
    fullLoadsCases(() => lake);
    fieldChangesCases(() => lake);
    registeringRunsCases(() => lake);
    failingRunsCases(() => lake);
    mergingCurrentCases(() => lake);
    guardedReadingCases(() => lake);
  });
}

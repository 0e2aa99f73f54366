import { test } from "vitest";
import { loadAgeingOrg } from "./ageing-org.ts";

test("sixty days of changes that move no stamp, or an old one, leave no row missing and no value old on any day, and the lake equal to the org", async () => {
  await loadAgeingOrg({ days: 60, seed: 11, accounts: 150 });
});

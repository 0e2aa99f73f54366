import { test } from "vitest";
import { loadAgeingOrg } from "./ageing-org.ts";

test("five days of changes that move no stamp, or an old one, leave the lake equal to the org", async () => {
  await loadAgeingOrg({ days: 5, seed: 3, accounts: 60 });
});

import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

// Which files belong to a project is told by the name: x.test.ts is fast (no files, no engine),
// x.engine.test.ts uses real adapters (or tools, in scripts/), x.full.test.ts is a long proof, x.soak.test.ts takes hours, e2e/ is the
// product from outside.

/** Guards against hanging and nothing else: a machine that is busy may take many times as long as an idle one. */
const patience = (minutes: number) => ({
  testTimeout: minutes * 60_000,
  hookTimeout: minutes * 60_000,
  expect: { poll: { timeout: minutes * 30_000 } },
});

export default defineConfig({
  test: {
    // Most tests wait for processes of their own: a core that is kept free for watching is a core unused.
    maxWorkers: availableParallelism(),
    projects: [
      {
        test: {
          name: "fast",
          include: ["packages/*/src/**/*.test.ts"],
          exclude: ["**/*.engine.test.ts", "**/*.full.test.ts", "**/node_modules/**"],
          isolate: false,
          ...patience(2),
        },
      },
      {
        test: {
          name: "engine",
          include: ["packages/*/{src,test}/**/*.engine.test.ts", "scripts/*.engine.test.mjs"],
          pool: "forks",
          ...patience(10),
        },
      },
      {
        test: {
          name: "e2e",
          include: ["e2e/**/*.test.ts"],
          exclude: ["**/*.full.test.ts", "**/*.soak.test.ts", "**/node_modules/**"],
          pool: "forks",
          ...patience(10),
        },
      },
      {
        test: {
          name: "full",
          include: ["packages/*/{src,test}/**/*.full.test.ts", "e2e/**/*.full.test.ts"],
          pool: "forks",
          ...patience(60),
        },
      },
      {
        test: {
          name: "soak",
          include: ["e2e/**/*.soak.test.ts"],
          pool: "forks",
          ...patience(60),
        },
      },
    ],
  },
});

// Each arrow of docs/architecture.md as a rule; `comment` says what to do instead.
const pkg = (name) => `^packages/${name}/`;
const engine = (folder) => `^packages/engine/src/${folder}/`;
const config = (folders) => `^packages/config/src/(${folders})/`;
const configSections = ["platform", "connections", "appflow", "access", "warehouse"];
/** Sections of the platform folder that a section may build on; `sections` joins them all. */
const configArrows = {
  platform: [],
  connections: ["platform"],
  appflow: ["platform", "connections"],
  warehouse: ["platform", "appflow"],
  access: ["platform", "appflow", "warehouse"],
};
const tests = "\\.(test|full)\\.ts$|/test/";

export default {
  forbidden: [
    {
      name: "no-circular",
      comment:
        "Two files that need each other are one concept or miss a third: split by what changes together.",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "config-stands-alone",
      comment:
        "config reads YAML and knows nothing of what is done with it: move the code to engine.",
      severity: "error",
      from: { path: pkg("config") },
      to: { path: "^packages/(?!config/)" },
    },
    {
      name: "config-has-no-circles",
      comment: "Types count here: move the shared type to the lower of the two files.",
      severity: "error",
      from: { path: pkg("config") },
      to: { circular: true },
    },
    ...configSections.map((section) => ({
      name: `config-${section}-builds-on`,
      comment: `${section} builds on ${configArrows[section].join(", ") || "no other section"}: move what both need to source, values, names or schema, or name the arrow here and in docs/architecture.md.`,
      severity: "error",
      from: { path: config(section) },
      to: {
        path: config(
          configSections
            .filter((other) => other !== section && !configArrows[section].includes(other))
            .join("|"),
        ),
      },
    })),
    {
      name: "config-sections-are-joined-last",
      comment:
        "Only a section's rules know the joined draft, by sections/rule and sections/platform-draft.",
      severity: "error",
      from: { path: config(configSections.join("|")), pathNot: tests },
      to: { path: config("sections"), pathNot: "/(rule|platform-draft)\\.ts$" },
    },
    {
      name: "config-shared-code-knows-no-section",
      comment: "source, values, names and schema serve every section: pass in what differs.",
      severity: "error",
      from: { path: config("source|values|names|schema"), pathNot: tests },
      to: {
        path: config(["sections", ...configSections].join("|")),
        pathNot: "/sections/section-names\\.ts$",
      },
    },
    {
      name: "sandbox-stands-alone",
      comment: "sandbox is a server that others may use: it imports no other package.",
      severity: "error",
      from: { path: pkg("sandbox") },
      to: { path: "^packages/(?!sandbox/)" },
    },
    {
      name: "engine-imports-config-alone",
      comment: "engine is used by cli and handlers, never the other way round.",
      severity: "error",
      from: { path: pkg("engine") },
      to: { path: "^packages/(?!engine/|config/)" },
    },
    {
      name: "handlers-import-engine-and-config",
      comment: "A handler parses an event and calls one use case of engine.",
      severity: "error",
      from: { path: pkg("handlers") },
      to: { path: "^packages/(?!handlers/|engine/|config/)" },
    },
    {
      name: "sandbox-is-imported-lazily-by-one-command",
      comment: "Only the sandbox command may load the sandbox, by import() when it runs.",
      severity: "error",
      from: { path: "^packages/", pathNot: [pkg("sandbox"), "^packages/cli/src/commands/sandbox"] },
      to: { path: pkg("sandbox") },
    },
    {
      name: "sandbox-import-is-dynamic",
      comment: "Use `await import()` so that other commands start without the sandbox.",
      severity: "error",
      from: { path: pkg("cli"), pathNot: tests },
      to: { path: pkg("sandbox"), dynamic: false, dependencyTypesNot: ["type-only"] },
    },
    {
      name: "domain-is-pure",
      comment: "domain holds types and pure functions: pass in what it needs as arguments.",
      severity: "error",
      from: { path: engine("domain") },
      to: { path: "^packages/engine/src/(?!domain/)" },
    },
    {
      name: "ports-know-domain-alone",
      comment: "A port speaks the product's words: no use case, no adapter.",
      severity: "error",
      from: { path: engine("ports") },
      to: { path: "^packages/engine/src/(?!domain/|ports/)" },
    },
    {
      name: "use-cases-know-no-adapter",
      comment: "A use case takes ports as arguments; local.ts and aws.ts choose the adapters.",
      severity: "error",
      from: { path: engine("use-cases"), pathNot: tests },
      to: { path: "^packages/engine/src/(?!domain/|ports/|use-cases/)" },
    },
    {
      name: "adapters-know-ports-and-domain",
      comment:
        "An adapter has one technology and no opinions: rules belong to use cases and domain.",
      severity: "error",
      from: { path: engine("adapters"), pathNot: tests },
      to: { path: "^packages/engine/src/(?!domain/|ports/|adapters/)" },
    },
    {
      name: "only-wiring-chooses-adapters",
      comment: "Take ports as arguments; only local.ts, aws.ts and memory.ts choose adapters.",
      severity: "error",
      from: {
        path: "^packages/",
        pathNot: [engine("adapters"), "^packages/engine/src/(local|aws|memory)\\.ts$", tests],
      },
      to: { path: engine("adapters") },
    },
    {
      name: "infra-reads-config-and-domain",
      comment:
        "infra names a handler by file path and never imports it; rules come from engine/domain.",
      severity: "error",
      from: { path: pkg("infra") },
      to: { path: "^packages/(?!infra/|config/|engine/src/domain/)" },
    },
    {
      name: "e2e-imports-no-package",
      comment: "e2e uses the product from outside, as a person would.",
      severity: "error",
      from: { path: "^e2e/" },
      to: { path: "^packages/" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default"],
    },
  },
};

// Each arrow of docs/architecture.md as a rule; `comment` says what to do instead.
const packages = "^packages/";
const pkg = (name) => `^packages/${name}/`;
const engineSource = "^packages/engine/src/";
const capability = (names) => `${engineSource}(${names.join("|")})/`;
/** A layer of every capability of engine. */
const engine = (layer) => `${engineSource}[^/]+/${layer}/`;
/** What a capability shows to the others. */
const face = `${engineSource}[^/]+/index\\.ts$`;
/** Files that choose adapters. */
const wiring = `${engineSource}(local|local-state|aws|memory)\\.ts$`;
const config = (folders) => `^packages/config/src/(${folders})/`;
/** Sections of the platform folder, each with those that it builds on; `sections` joins them all. */
export const configArrows = {
  platform: [],
  connections: ["platform"],
  appflow: ["platform", "connections"],
  warehouse: ["platform", "appflow"],
  access: ["platform", "appflow", "warehouse"],
};
const configSections = Object.keys(configArrows);
const tests = "\\.(test|full)\\.ts$|^packages/[^/]+/test/";
const engineTests = "^packages/engine/(test/|src/.*\\.test\\.ts$)";

/** What is not ours: Node's own modules and installed packages. */
const outside = "^(?!packages/)";
const node = (module) => `^(node:)?${module}$`;
const npm = (name) => `(^|/)node_modules/${name}/`;

const allowedInDomain = [
  // Hashes.
  node("crypto"),
  // When a schedule is due: arithmetic on dates.
  npm("croner"),
  // What a Parquet footer says: it decodes bytes that are passed in.
  npm("hyparquet"),
];
const allowedInConfig = [node("path"), npm("yaml"), npm("zod")];
const files = node("fs(/promises)?");

/** Capabilities of engine, each with those that it imports. */
export const capabilities = {
  core: [],
  sources: ["core"],
  alerts: ["core"],
  catalog: ["core", "sources"],
  query: ["core", "sources", "catalog"],
  flows: ["core", "sources", "catalog", "query"],
  access: ["core", "catalog", "query"],
  "lake-formation": ["core", "catalog", "access"],
  redshift: ["core", "catalog", "access"],
  elt: ["core", "sources", "alerts", "catalog", "query", "access"],
};

/** Name of the rule which others a capability imports. */
export const capabilityArrow = (name) => `${name}-imports-what-is-listed`;

/** One rule for each capability. */
const capabilityArrows = Object.entries(capabilities).map(([name, imported]) => ({
  name: capabilityArrow(name),
  comment: `${name} may import ${imported.join(", ") || "no other capability"}: move what both need to one of these, or draw the arrow in .dependency-cruiser.mjs and docs/architecture.md.`,
  severity: "error",
  from: { path: capability([name]), pathNot: tests },
  to: {
    path: capability(Object.keys(capabilities)),
    pathNot: capability([name, ...imported]),
  },
}));

export default {
  forbidden: [
    {
      name: "no-circular",
      comment:
        "Two files that need each other, be it for a type, are one concept or miss a third: split by what changes together.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "source-imports-no-test",
      comment: "Only tests import tests and their helpers: move what the product needs to src.",
      severity: "error",
      from: { path: "^packages/[^/]+/src/", pathNot: tests },
      to: { path: tests },
    },
    {
      name: "imports-can-be-seen",
      comment:
        "A module that is loaded by require() of our own making escapes every rule: import it.",
      severity: "error",
      from: { path: "^packages/[^/]+/src/", pathNot: tests },
      to: { path: node("module") },
    },
    {
      name: "config-stands-alone",
      comment:
        "config reads YAML and knows nothing of what is done with it: move the code to engine.",
      severity: "error",
      from: { path: pkg("config") },
      to: { path: packages, pathNot: pkg("config") },
    },
    {
      name: "config-imports-a-short-list",
      comment:
        "config turns text into values: it needs `yaml`, `zod` and paths. Whatever asks a network or a process belongs to engine.",
      severity: "error",
      from: { path: pkg("config"), pathNot: tests },
      to: { path: outside, pathNot: [...allowedInConfig, files] },
    },
    {
      name: "config-reads-files-in-source",
      comment: "Only config/src/source reads files: everything after it takes what was read.",
      severity: "error",
      from: { path: pkg("config"), pathNot: [`${pkg("config")}src/source/`, tests] },
      to: { path: files },
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
      to: { path: packages, pathNot: pkg("sandbox") },
    },
    {
      name: "engine-imports-config-alone",
      comment: "engine is used by cli and handlers, never the other way round.",
      severity: "error",
      from: { path: pkg("engine"), pathNot: engineTests },
      to: { path: packages, pathNot: [pkg("engine"), pkg("config")] },
    },
    {
      name: "engine-tests-import-the-sandbox-at-most",
      comment:
        "An engine test may import the index of the sandbox, to read from an org, and nothing else from other packages.",
      severity: "error",
      from: { path: engineTests },
      to: {
        path: packages,
        pathNot: [pkg("engine"), pkg("config"), `${pkg("sandbox")}src/index\\.ts$`],
      },
    },
    {
      name: "handlers-import-engine-and-config",
      comment: "A handler parses an event and calls one use case of engine.",
      severity: "error",
      from: { path: pkg("handlers") },
      to: { path: packages, pathNot: [pkg("handlers"), pkg("engine"), pkg("config")] },
    },
    {
      name: "sandbox-is-imported-lazily-by-one-command",
      comment: "Only the sandbox command may load the sandbox, by import() when it runs.",
      severity: "error",
      from: {
        path: packages,
        pathNot: [pkg("sandbox"), `${pkg("cli")}src/commands/sandbox`, engineTests],
      },
      to: { path: pkg("sandbox") },
    },
    {
      name: "sandbox-import-is-dynamic",
      comment: "Use `await import()` so that other commands start without the sandbox.",
      severity: "error",
      from: { path: pkg("cli"), pathNot: tests },
      to: { path: pkg("sandbox"), dynamic: false, dependencyTypesNot: ["type-only"] },
    },
    ...capabilityArrows,
    {
      name: "every-capability-has-its-arrows",
      comment: "List the new capability in .dependency-cruiser.mjs with those that it imports.",
      severity: "error",
      from: { path: `${engineSource}[^/]+/`, pathNot: capability(Object.keys(capabilities)) },
      to: {},
    },
    {
      name: "capabilities-meet-at-their-face",
      comment:
        "Import another capability by its index.ts, which lists what it shows. Adapters alone may also use the technology that core/adapters wraps.",
      severity: "error",
      from: { path: `${engineSource}([^/]+)/`, pathNot: tests },
      to: {
        path: `${engineSource}[^/]+/`,
        pathNot: [`${engineSource}$1/`, face, capability(["core/adapters"])],
      },
    },
    {
      name: "domain-is-pure",
      comment: "domain holds types and pure functions: pass in what it needs as arguments.",
      severity: "error",
      from: { path: engine("domain"), pathNot: tests },
      to: { path: engineSource, pathNot: [engine("domain"), face] },
    },
    {
      name: "domain-imports-a-short-list",
      comment:
        "No Node built-in and no package but a pure one that is listed at the top of this file with its reason: what reads, sends or waits is an adapter behind a port.",
      severity: "error",
      from: { path: engine("domain"), pathNot: tests },
      to: { path: outside, pathNot: allowedInDomain },
    },
    {
      name: "ports-know-domain-alone",
      comment: "A port speaks the product's words: no use case, no adapter.",
      severity: "error",
      from: { path: engine("ports") },
      to: { path: engineSource, pathNot: [engine("domain"), engine("ports"), face] },
    },
    {
      name: "ports-name-no-technology",
      comment:
        "A port names no vendor's and no runtime's type: say the promise in types of domain, and translate in the adapter.",
      severity: "error",
      from: { path: engine("ports"), pathNot: tests },
      to: { path: outside },
    },
    {
      name: "use-cases-know-no-adapter",
      comment: "A use case takes ports as arguments; local.ts and aws.ts choose the adapters.",
      severity: "error",
      from: { path: engine("use-cases"), pathNot: tests },
      to: {
        path: engineSource,
        pathNot: [engine("domain"), engine("ports"), engine("use-cases"), face],
      },
    },
    {
      name: "use-cases-import-no-package",
      comment: "A use case calls a port; the adapter behind it imports the package.",
      severity: "error",
      from: { path: engine("use-cases"), pathNot: tests },
      to: { path: npm(".+") },
    },
    {
      name: "adapters-know-ports-and-domain",
      comment:
        "An adapter has one technology and no opinions: rules belong to use cases and domain.",
      severity: "error",
      from: { path: engine("adapters"), pathNot: tests },
      to: {
        path: engineSource,
        pathNot: [engine("domain"), engine("ports"), engine("adapters"), face],
      },
    },
    {
      name: "only-wiring-chooses-adapters",
      comment:
        "Take ports as arguments; only local.ts, local-state.ts, aws.ts and memory.ts choose adapters.",
      severity: "error",
      from: { path: packages, pathNot: [engine("adapters"), wiring, tests] },
      to: { path: engine("adapters") },
    },
    {
      name: "infra-reads-config-and-domain",
      comment:
        "infra names a handler by file path and never imports it; rules come from engine/domain.",
      severity: "error",
      from: { path: pkg("infra") },
      to: { path: packages, pathNot: [pkg("infra"), pkg("config"), engine("domain")] },
    },
    {
      name: "e2e-imports-no-package",
      comment: "e2e uses the product from outside, as a person would.",
      severity: "error",
      from: { path: "^e2e/" },
      to: { path: packages },
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

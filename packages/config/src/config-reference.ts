import { z } from "zod";
import { problemCodes } from "./problem-codes.ts";
import { laterSections, sectionNames } from "./sections/section-names.ts";
import { sectionSchemas } from "./sections/section-schemas.ts";

/** The content of `docs/config.md`: a table of keys for each map of each file, and the problem codes. */
export function configReference(): string {
  const files = sectionNames.map((name) => {
    const schema = sectionSchemas[name];
    return `## ${name}.yaml\n\n${mapsOf(schema, "").map(toTable).join("\n")}`;
  });
  return `${introduction}\n${files.join("\n")}\n${problemTable()}`;
}

const introduction = `# Configuration reference

Generated from the schemas of \`packages/config\`; \`npm run docs\` writes it again.

A platform is a folder of YAML. \`platform.yaml\` is required. Each file may be split into a folder of its
name: \`appflow/*.yaml\`, each with the same top-level key. Keys are \`snake_case\`, unknown keys are errors.
\`na\` means "none". Where text is written, \`\${env:NAME}\` and \`\${secret:NAME}\` work in \`connections.yaml\`
and for \`api_key\` of \`lineage\`, as the whole value. An object overrides its class; \`environments:\` overrides the keys beside it;
\`local\` takes the overrides of the environment it stands for, then its own.

Not supported yet, and announced as such: ${laterSections.map((name) => `\`${name}.yaml\``).join(", ")}.
`;

interface MapOfKeys {
  readonly path: string;
  readonly rows: readonly string[];
}

/** Every map with fixed keys below a schema, outermost first. `<name>` stands for names people choose. */
function mapsOf(schema: z.ZodType, path: string): MapOfKeys[] {
  const inner = unwrapped(schema);
  if (inner instanceof z.ZodUnion) {
    return inner.options.flatMap((option) => mapsOf(option as z.ZodType, path));
  }
  if (inner instanceof z.ZodArray) return mapsOf(inner.element as z.ZodType, `${path}[]`);
  if (inner instanceof z.ZodRecord)
    return mapsOf(inner.valueType as z.ZodType, joined(path, "<name>"));
  if (!(inner instanceof z.ZodObject)) return [];
  const entries = Object.entries(inner.shape as Record<string, z.ZodType>);
  const rows = entries.map(([key, value]) => toRow(key, value));
  const below = entries.flatMap(([key, value]) => mapsOf(value, joined(path, key)));
  const others = inner.def.catchall as z.ZodType | undefined;
  const named = others ? mapsOf(others, joined(path, "<name>")) : [];
  return [{ path: path + choiceOf(entries), rows }, ...below, ...named];
}

function joined(path: string, key: string): string {
  return path === "" ? key : `${path}.${key}`;
}

/** Which option of a choice a table is about: ` (grant: jwt_bearer)`. */
function choiceOf(entries: readonly [string, z.ZodType][]): string {
  const [key, schema] = entries[0] ?? [];
  return schema instanceof z.ZodLiteral ? ` (${key}: ${[...schema.values].join(", ")})` : "";
}

function toTable({ path, rows }: MapOfKeys): string {
  const title = path === "" ? "" : `### \`${path}\`\n\n`;
  return `${title}| key | | meaning |\n| --- | --- | --- |\n${rows.join("\n")}\n`;
}

function toRow(key: string, schema: z.ZodType): string {
  const required = schema instanceof z.ZodOptional ? "" : "required";
  const meaning = (schema.description ?? unwrapped(schema).description ?? "").replaceAll(
    "|",
    "\\|",
  );
  return `| \`${key}\` | ${required} | ${meaning} |`;
}

function unwrapped(schema: z.ZodType): z.ZodType {
  const wraps = schema instanceof z.ZodOptional || schema instanceof z.ZodNullable;
  return wraps ? unwrapped(schema.unwrap() as z.ZodType) : schema;
}

function problemTable(): string {
  const rows = Object.entries(problemCodes).map(
    ([code, { severity, meaning }]) => `| \`${code}\` | ${severity} | ${meaning} |`,
  );
  return `## Problem codes\n\n| code | | meaning |\n| --- | --- | --- |\n${rows.join("\n")}\n`;
}

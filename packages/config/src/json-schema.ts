import { z } from "zod";
import { sectionNames } from "./sections/section-names.ts";
import { sectionSchemas } from "./sections/section-schemas.ts";

/** The JSON Schema (draft 7, as editors read it) of each file, by the file's name without extension. */
export function jsonSchemas(): Record<string, object> {
  return Object.fromEntries(
    sectionNames.map((name) => {
      const schema = z.toJSONSchema(sectionSchemas[name], { io: "input", target: "draft-7" });
      return [name, { title: `Lakewright ${name}.yaml`, ...schema }];
    }),
  );
}

/** The files of `packages/config/schema`: text by file name, `<name>.schema.json`. */
export function jsonSchemaFiles(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(jsonSchemas()).map(([name, schema]) => [
      `${name}.schema.json`,
      `${JSON.stringify(schema, null, 2)}\n`,
    ]),
  );
}

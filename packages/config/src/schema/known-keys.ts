import { z } from "zod";
import type { Path } from "../source/node-at.ts";

/** Keys that the schema knows at a path of the value; for choices, those of the option that fits. */
export function knownKeys(schema: z.ZodType, path: Path, value: unknown): readonly string[] {
  const objects = schemasAt(schema, value, { path, choose: true });
  return objects.flatMap((found) => (found instanceof z.ZodObject ? Object.keys(found.shape) : []));
}

/** Values that a choice's deciding key may have at a path: the grants, the kinds. */
export function knownChoices(schema: z.ZodType, path: Path, value: unknown): readonly string[] {
  const key = String(path.at(-1));
  const parents = schemasAt(schema, value, { path: path.slice(0, -1), choose: false });
  return parents.flatMap((parent) => {
    const choice = parent instanceof z.ZodObject ? parent.shape[key] : undefined;
    if (choice instanceof z.ZodLiteral) return [...choice.values].map(String);
    return choice instanceof z.ZodEnum ? choice.options.map(String) : [];
  });
}

interface Target {
  readonly path: Path;
  /** Whether a choice at the end of the path is narrowed to the options that fit the value. */
  readonly choose: boolean;
}

function schemasAt(schema: z.ZodType, value: unknown, target: Target): z.ZodType[] {
  const { path, choose } = target;
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) {
    return schemasAt(schema.unwrap() as z.ZodType, value, target);
  }
  if (schema instanceof z.ZodUnion) {
    const options = schema.options as z.ZodType[];
    const fitting = options.filter((option) => fits(option, value));
    const chosen = fitting.length > 0 && (choose || path.length > 0) ? fitting : options;
    return chosen.flatMap((option) => schemasAt(option, value, target));
  }
  const [step, ...rest] = path;
  if (step === undefined) return [schema];
  const inner = childSchema(schema, step);
  const below = (value as Record<PropertyKey, unknown>)?.[step];
  return inner ? schemasAt(inner, below, { path: rest, choose }) : [];
}

function childSchema(schema: z.ZodType, step: PropertyKey): z.ZodType | undefined {
  if (schema instanceof z.ZodArray) return schema.element as z.ZodType;
  if (schema instanceof z.ZodRecord) return schema.valueType as z.ZodType;
  if (!(schema instanceof z.ZodObject)) return undefined;
  return (schema.shape[String(step)] ?? schema.def.catchall) as z.ZodType | undefined;
}

/** True when the literal keys of an option (`kind`, `grant`) agree with the value. */
function fits(option: z.ZodType, value: unknown): boolean {
  if (!(option instanceof z.ZodObject) || typeof value !== "object" || value === null) return false;
  return Object.entries(option.shape).every(([key, schema]) => {
    const decides = schema instanceof z.ZodLiteral || schema instanceof z.ZodEnum;
    return !decides || schema.safeParse((value as Record<string, unknown>)[key]).success;
  });
}

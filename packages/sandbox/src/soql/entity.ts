import type { FieldMetadata, ObjectMetadata } from "../org/org.ts";

/** An object that can be queried, and where its rows come from. */
export interface Entity {
  readonly metadata: ObjectMetadata;
  /** Name after FROM. */
  readonly sourceSql: string;
}

/** The field called `name` in any case. */
export function findField(entity: Entity, name: string): FieldMetadata | undefined {
  const wanted = name.toLowerCase();
  return entity.metadata.fields.find((field) => field.name.toLowerCase() === wanted);
}

/** Address and location fields have no column: they are made of their components. */
export function isCompound(field: FieldMetadata): boolean {
  return field.type === "address" || field.type === "location";
}

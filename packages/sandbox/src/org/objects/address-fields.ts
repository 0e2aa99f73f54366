import { type FieldSpec, field } from "../field-spec.ts";
import { decimal, joined, oneOf, padded, sometimes, type Value, whole } from "../value.ts";
import { placePart, streets } from "./vocabulary.ts";

/** A compound address and its components, given in `percent` of the rows. */
export function addressFields(kind: string, percent: number): readonly FieldSpec[] {
  const compound = `${kind}Address`;
  const given = (value: Value) => sometimes(percent, value, compound);
  const part = (name: string, type: string, { value, length }: Part) =>
    field(`${kind}${name}`, type, { value: given(value), compoundFieldName: compound, length });
  const place = (name: Parameters<typeof placePart>[0]) => placePart(name, compound);
  return [
    part("Street", "textarea", { length: 255, value: joined(oneOf(streets), " ", whole(1, 240)) }),
    part("City", "string", { length: 40, value: place("city") }),
    part("State", "string", { length: 80, value: place("state") }),
    part("PostalCode", "string", { length: 20, value: place("postalCode") }),
    part("Country", "string", { length: 80, value: place("country") }),
    ...coordinates(compound, [`${kind}Latitude`, `${kind}Longitude`], given),
    field(`${kind}GeocodeAccuracy`, "picklist", {
      value: given(oneOf(accuracies)),
      compoundFieldName: compound,
      picklistValues: accuracies,
      length: 40,
    }),
    field(compound, "address", { createable: false, updateable: false }),
  ];
}

interface Part {
  readonly length: number;
  readonly value: Value;
}

/** Latitude and longitude near the compound's place, under these names. */
export function coordinates(
  compound: string,
  [latitude, longitude]: readonly [string, string],
  given: (value: Value) => Value,
): readonly FieldSpec[] {
  const near = (part: "latitude" | "longitude"): Value => {
    const base = placePart(part, compound);
    const offset = decimal(-0.05, 0.05, 5);
    return (dice, name) => `round(${base(dice, name)} + ${offset(dice, name)}, 5)::DOUBLE`;
  };
  const settings = { compoundFieldName: compound, precision: 18, scale: 15 };
  return [
    field(latitude, "double", { value: given(near("latitude")), ...settings }),
    field(longitude, "double", { value: given(near("longitude")), ...settings }),
  ];
}

/** A telephone number at the compound's place. */
export function phoneAt(compound: string): Value {
  return joined(placePart("dialCode", compound), " ", padded(3), " ", padded(2), " ", padded(2));
}

const accuracies = ["Address", "NearAddress", "Block", "Street", "Zip", "City"];

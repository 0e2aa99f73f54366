import { expect, test } from "vitest";
import { type CodeBand, codeBands } from "../test/code-bands.ts";
import { problemCodes, problemCodesByPart } from "./problem-codes.ts";
import { laterSections, sectionNames } from "./sections/section-names.ts";

const bands: readonly CodeBand[] = Object.values(codeBands);

test("bands do not overlap", () => {
  for (const [index, { first, last }] of bands.entries()) {
    expect(first).toBeGreaterThan(bands[index - 1]?.last ?? 0);
    expect(last).toBeGreaterThanOrEqual(first);
  }
});

test("each code lies in the band of its part, and is registered once", () => {
  const outside = Object.entries(problemCodesByPart).flatMap(([part, codes]) => {
    const { first, last } = codeBands[part as keyof typeof problemCodesByPart];
    const numbers = Object.keys(codes).map((code) => Number(code.slice("LW".length)));
    return numbers.filter((number) => number < first || number > last);
  });
  expect(outside).toEqual([]);
  const all = Object.values(problemCodesByPart).flatMap((codes) => Object.keys(codes));
  expect(all.sort()).toEqual(Object.keys(problemCodes).sort());
});

test("each section has a band, those of later versions too", () => {
  expect(Object.keys(codeBands)).toEqual(
    expect.arrayContaining([...sectionNames, ...laterSections]),
  );
});

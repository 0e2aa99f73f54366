import { afterEach, expect, test, vi } from "vitest";
import { cutToWidth, displayWidth } from "./display-width.ts";

afterEach(() => vi.restoreAllMocks());

/** Code units that were handed to the segmenter, which takes time for all of them at each step. */
function countSegmented(work: () => void): number {
  let units = 0;
  const segment = Intl.Segmenter.prototype.segment;
  vi.spyOn(Intl.Segmenter.prototype, "segment").mockImplementation(function (
    this: Intl.Segmenter,
    text: string,
  ) {
    const segments = segment.call(this, text);
    const steps = [...segment.call(this, text)].length;
    units += text.length * steps;
    return segments;
  });
  work();
  vi.restoreAllMocks();
  return units;
}

const long = (times: number) => "ä日👩‍🔬e\u0301 ".repeat(times);

test("a text that is twice as long takes twice as much", () => {
  const once = countSegmented(() => displayWidth(long(2_000)));
  const twice = countSegmented(() => displayWidth(long(4_000)));
  expect(twice / once).toBeLessThan(2.1);
});

test("a long text is cut by looking at its start alone", () => {
  const short = countSegmented(() => cutToWidth(long(1_000), 20));
  const larger = countSegmented(() => cutToWidth(long(100_000), 20));
  expect(larger).toBe(short);
  expect(displayWidth(cutToWidth(long(100_000), 20))).toBeLessThanOrEqual(20);
});

test("what belongs together is counted once, wherever it stands in a long text", () => {
  for (let before = 0; before < 300; before++) {
    const text = `${"ä".repeat(before)}👩‍🔬e\u0301🇩🇪`;
    expect(displayWidth(text), text).toBe(before + 5);
  }
  expect(displayWidth(`ä${"\u0301".repeat(5_000)}b`)).toBe(2);
});

test("a text that fits is not cut, and one that does not ends with an ellipsis", () => {
  expect(cutToWidth("äöü", 3)).toBe("äöü");
  expect(cutToWidth("äöü日", 4)).toBe("äöü…");
  expect(cutToWidth("日本語", 4)).toBe("日…");
});

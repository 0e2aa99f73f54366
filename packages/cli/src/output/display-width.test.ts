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

test("letters of European scripts are not segmented, nor is a text that may be as long as it is", () => {
  const letters = "äßéłΩжЇ".repeat(1_000);
  expect(countSegmented(() => displayWidth(letters))).toBe(0);
  expect(countSegmented(() => cutToWidth(long(1_000), Number.MAX_SAFE_INTEGER))).toBe(0);
  expect(displayWidth(letters)).toBe(7_000);
});

test("letters that are counted without a segmenter take as many columns with it", () => {
  for (let code = 0xa1; code < 0x530; code++) {
    const letter = String.fromCharCode(code);
    // A wide character before it takes the text off the short way.
    expect(displayWidth(`日${letter}`) - 2, code.toString(16)).toBe(displayWidth(letter));
  }
});

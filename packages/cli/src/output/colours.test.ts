import { expect, test } from "vitest";
import { coloursFor, shownText } from "./colours.ts";

const { bold, red } = coloursFor(true);

test("our colours are written as a terminal takes them, also one inside the other", () => {
  expect(shownText(`${bold(`a ${red("b")}`)} c`)).toBe(
    "\u001b[1ma \u001b[31mb\u001b[39m\u001b[22m c",
  );
  expect(shownText(coloursFor(false).red("b"))).toBe("b");
});

test.each(["\u001b[31m", "\u001b]0;title\u0007", "\u009b2J", "\u007f", "\r", "\u202e"])(
  "%j in what a line is made of never reaches the terminal, painted or not",
  (hostile) => {
    for (const line of [hostile, bold(hostile), `${red("ok")} ${hostile}\n${hostile}`]) {
      const ours = [1, 22, 31, 39].map((code) => `\u001b[${code}m`);
      const written = ours.reduce((text, one) => text.replaceAll(one, ""), shownText(line));
      // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the purpose
      expect(written).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
    }
    expect(shownText(`${hostile}x`)).not.toBe(`${hostile}x`);
  },
);

test("what is painted says the same without colour", () => {
  expect(shownText(bold("line\n\tnext"))).toBe("\u001b[1mline\n\tnext\u001b[22m");
});

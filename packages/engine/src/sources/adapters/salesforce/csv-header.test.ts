import { expect, test } from "vitest";
import { checkHeader } from "./csv-header.ts";

const check = checkHeader("crm", ["Id", "Name", "Industry"]);
const whole = (text: string) => String(check(Buffer.from(text), true));

test.each([
  '"Id","Name","Industry"\n',
  "Id,Name,Industry\r\n",
  '"ID","name","INDUSTRY"\n"1"',
  "\uFEFFId,Name,Industry\n",
])("%j is the requested header", (page) => {
  expect(whole(page)).toBe(page);
});

test("a page that starts with a row is given the header", () => {
  const row = '"001","A, ""quoted""\nname","Energy"\n';
  expect(whole(row)).toBe(`"Id","Name","Industry"\n${row}`);
});

test.each([
  ["another order", '"Id","Industry","Name"\n'],
  ["a missing column", '"Id","Name"\n"1","2"\n'],
  ["an extra column", '"Id","Name","Industry","Phone"\n'],
  ["a proxy's page", "<html><body>Log in</body></html>\n"],
])("%s is a bad page", (_what, page) => {
  expect(() => whole(page)).toThrow(/has the columns .* instead of Id, Name, Industry/);
});

test("it waits for the end of the first line, which quotes may carry over a line feed", () => {
  expect(check(Buffer.from('"Id","Na'), false)).toBe("more");
  expect(check(Buffer.from('"001","two\nlines'), false)).toBe("more");
});

test("nothing stays nothing", () => {
  expect(whole("")).toBe("");
});

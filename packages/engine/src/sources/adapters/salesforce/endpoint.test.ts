import { expect, test } from "vitest";
import { sessionOrigin } from "./endpoint.ts";

const asked = new URL("https://acme.my.salesforce.com");

test.each([
  ["https://acme.my.salesforce.com/anything", "https://acme.my.salesforce.com"],
  ["https://acme--uat.sandbox.my.salesforce.com", "https://acme--uat.sandbox.my.salesforce.com"],
  ["http://acme.my.salesforce.com", asked.origin],
  ["https://evil.example", asked.origin],
  ["https://salesforce.com.evil.example", asked.origin],
  ["https://notsalesforce.com", asked.origin],
  ["not an address", asked.origin],
  [undefined, asked.origin],
])("a token whose server names %s is sent to %s", (named, origin) => {
  expect(sessionOrigin(asked, named).origin).toBe(origin);
});

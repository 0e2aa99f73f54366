import { expect, test } from "vitest";
import { networkFailure } from "./network-failure.ts";

const contact = {
  connection: "crm",
  origin: new URL("https://acme.my.salesforce.com"),
  isLocal: false,
  hasAnswered: true,
};
const failed = (code: string, change = {}) =>
  networkFailure(Object.assign(new Error("secret detail"), { code }), { ...contact, ...change });

test("an untrusted certificate is final and leads to ca_file", () => {
  for (const code of [
    "SELF_SIGNED_CERT_IN_CHAIN",
    "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
    "CERT_HAS_EXPIRED",
  ])
    expect(failed(code)).toMatchObject({
      code: "source_unreachable",
      retryable: false,
      message: `connection "crm": acme.my.salesforce.com showed a certificate that is not trusted (${code})`,
      hint: expect.stringContaining("ca_file"),
    });
});

test("a host that nobody knows is final and leads to instance_url", () => {
  expect(failed("ENOTFOUND")).toMatchObject({
    retryable: false,
    hint: expect.stringContaining("instance_url"),
  });
});

test("a refused connection passes only if the server has answered before", () => {
  expect(failed("ECONNREFUSED")).toMatchObject({ retryable: true });
  expect(failed("ECONNREFUSED", { hasAnswered: false })).toMatchObject({ retryable: false });
});

test.each([
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "EAI_AGAIN",
  "ERR_STREAM_PREMATURE_CLOSE",
  "Z_BUF_ERROR",
])("%s may pass", (code) => {
  expect(failed(code)).toMatchObject({ code: "source_unreachable", retryable: true });
});

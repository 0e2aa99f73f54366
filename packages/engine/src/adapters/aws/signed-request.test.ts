import { expect, test } from "vitest";
import { signedHeaders } from "./signed-request.ts";

const credentials = {
  accessKeyId: "AKIDEXAMPLE",
  secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
  sessionToken: undefined,
};
const request = {
  url: new URL("https://example.amazonaws.com/"),
  region: "us-east-1",
  service: "service",
  headers: {},
  body: "",
};
const now = new Date("2015-08-30T12:36:00Z");

test("the signature is that of AWS's own test suite, case post-vanilla", () => {
  expect(signedHeaders(request, credentials, now).authorization).toBe(
    "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, " +
      "SignedHeaders=host;x-amz-date, " +
      "Signature=5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b",
  );
});

test("a session's token is sent and signed", () => {
  const headers = signedHeaders(request, { ...credentials, sessionToken: "token" }, now);
  expect(headers["x-amz-security-token"]).toBe("token");
  expect(headers.authorization).toContain("SignedHeaders=host;x-amz-date;x-amz-security-token");
});

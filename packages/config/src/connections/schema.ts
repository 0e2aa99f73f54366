import { z } from "zod";
import { someText, text, textLike } from "../schema/text-schema.ts";
import { checkInstanceUrl } from "../values/instance-url.ts";
import { checkSecret, checkTextOrReference, referencePattern } from "../values/reference.ts";
import { checkedBy } from "../values/value-check.ts";
import { laterKinds, otherConnectors } from "./connectors.ts";

const secret = z
  .string()
  .superRefine(checkedBy(checkSecret))
  .meta({ pattern: referencePattern.source });
const textOrReference = z
  .string()
  .min(1, { error: "text, not empty" })
  .superRefine(checkedBy(checkTextOrReference));
const reference = `\`\${env:NAME}\` or \`\${secret:NAME}\``;

const clientId = textOrReference.describe(`Consumer key of the app, or ${reference}.`);
const clientSecret = secret.describe(`Consumer secret: ${reference}.`);
const username = textOrReference.describe(`User the app acts for, or ${reference}.`);
const privateKey = secret.describe(`PEM private key of the app's certificate: ${reference}.`);
const audience = text().describe("Audience of the token. Default: the instance URL's host.");
const refreshToken = secret.describe(`Refresh token: ${reference}.`);

const authSchema = z.discriminatedUnion("grant", [
  z.strictObject({
    grant: z.literal("client_credentials").describe("The app signs in as itself."),
    client_id: clientId,
    client_secret: clientSecret,
  }),
  z.strictObject({
    grant: z.literal("jwt_bearer").describe("The app signs a token for a user."),
    client_id: clientId,
    username,
    private_key: privateKey,
    audience: audience.optional().describe("Audience of the token, when not the usual one."),
  }),
  z.strictObject({
    grant: z.literal("refresh_token").describe("A person signed in once; the app goes on."),
    client_id: clientId,
    client_secret: clientSecret
      .optional()
      .describe(`Consumer secret, if the app has one: ${reference}.`),
    refresh_token: refreshToken,
  }),
]);

/** Keys of each grant, for checking what overrides make of it. */
export const authKeys = new Map(
  authSchema.options.map(({ shape }): [Grant, readonly AuthKey[]] => [
    shape.grant.value,
    Object.entries(shape).map(([key, schema]) => ({
      key,
      required: !(schema instanceof z.ZodOptional),
    })),
  ]),
);
export interface AuthKey {
  readonly key: string;
  readonly required: boolean;
}
export type Grant = z.infer<typeof authSchema>["grant"];

const authOverride = z.strictObject({
  grant: z
    .enum(["client_credentials", "jwt_bearer", "refresh_token"])
    .optional()
    .describe("Another grant; then all its keys are given here."),
  client_id: clientId.optional().describe("Instead of the connection's client_id."),
  client_secret: clientSecret.optional().describe("Instead of the connection's client_secret."),
  username: username.optional().describe("Instead of the connection's username."),
  private_key: privateKey.optional().describe("Instead of the connection's private_key."),
  audience: audience.optional().describe("Instead of the connection's audience."),
  refresh_token: refreshToken.optional().describe("Instead of the connection's refresh_token."),
});

const instanceUrl = z.string().superRefine(checkedBy(checkInstanceUrl));
const apiVersion = textLike(/^[3-9]\d\.0$/, 'two digits and .0 in quotes, such as "62.0"');

const salesforceKeys = {
  instance_url: instanceUrl
    .optional()
    .describe("Address of the org (My Domain), or a reference. https, except on this machine."),
  api_version: apiVersion.optional().describe('Version of the Salesforce APIs. Default: "62.0".'),
  ca_file: text()
    .optional()
    .describe("PEM file of an extra certificate authority to trust, relative to the folder."),
};

const salesforceSchema = z.strictObject({
  kind: z.literal("salesforce").describe("A Salesforce org."),
  description: someText.optional().describe("What the org holds."),
  ...salesforceKeys,
  auth: authSchema.optional().describe("How Lakewright signs in when it runs flows itself."),
  environments: z
    .record(
      z.string(),
      z.strictObject({
        ...salesforceKeys,
        auth: authOverride.optional().describe("Keys of `auth` that differ here."),
      }),
    )
    .optional()
    .describe("Keys that differ in an environment."),
});

const otherSchema = z.strictObject({
  kind: z.enum(otherConnectors as [string, ...string[]]).describe("Another connector of AppFlow."),
  description: someText.optional().describe("What the connector reaches."),
});

const laterSchema = z.looseObject({
  kind: z.enum(laterKinds).describe("Announced; not read by this version."),
});

export const connectionSchema = z.discriminatedUnion("kind", [
  salesforceSchema,
  otherSchema,
  laterSchema,
]);

/** A connection's name is that of the AppFlow connector profile. */
export const profileName = textLike(
  /^(?!na$)[\w/!@#+=.-]{1,256}$/,
  "letters, digits and / ! @ # + = . - _, at most 256 (AppFlow's rule)",
);

/** `connections.yaml` */
export const connectionsSchema = z.strictObject({
  connections: z
    .record(profileName, connectionSchema)
    .nullable()
    .describe("Connections by name. In AWS the name is that of the AppFlow connector profile."),
});

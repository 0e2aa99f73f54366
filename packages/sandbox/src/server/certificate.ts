import { webcrypto } from "node:crypto";
import { provideReflectMetadata } from "./reflect-metadata.ts";

type X509 = typeof import("@peculiar/x509");
type KeyPair = webcrypto.CryptoKeyPair;

/** A server key and certificate for loopback, and the authority that signed it; all PEM. */
export interface LoopbackCertificate {
  readonly key: string;
  readonly cert: string;
  readonly ca: string;
}

const ALGORITHM = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
const AUTHORITY = "CN=Lakewright sandbox authority";
const DAY_MS = 86_400_000;
const LIFETIME_DAYS = 30;

/** Makes a fresh authority and a certificate for localhost, 127.0.0.1 and ::1. Keys stay in memory. */
export async function makeLoopbackCertificate(): Promise<LoopbackCertificate> {
  const x509 = await loadX509();
  const authorityKeys = await newKeys();
  const serverKeys = await newKeys();
  const authority = await makeAuthority(x509, authorityKeys);
  const certificate = await makeServerCertificate(x509, authorityKeys, serverKeys);
  const pkcs8 = await webcrypto.subtle.exportKey("pkcs8", serverKeys.privateKey);
  const key = x509.PemConverter.encode(pkcs8, "PRIVATE KEY");
  return { key, cert: certificate.toString("pem"), ca: authority.toString("pem") };
}

/** Loaded late: only https needs it, and it needs the metadata functions before its first line runs. */
async function loadX509(): Promise<X509> {
  provideReflectMetadata();
  return import("@peculiar/x509");
}

async function newKeys(): Promise<KeyPair> {
  return webcrypto.subtle.generateKey(ALGORITHM, true, ["sign", "verify"]);
}

function validity() {
  const now = Date.now();
  return { notBefore: new Date(now - DAY_MS), notAfter: new Date(now + LIFETIME_DAYS * DAY_MS) };
}

async function makeAuthority(x509: X509, keys: KeyPair) {
  const { KeyUsageFlags } = x509;
  return x509.X509CertificateGenerator.createSelfSigned({
    name: AUTHORITY,
    ...validity(),
    signingAlgorithm: ALGORITHM,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
}

async function makeServerCertificate(x509: X509, ca: KeyPair, keys: KeyPair) {
  const { KeyUsageFlags, ExtendedKeyUsage } = x509;
  return x509.X509CertificateGenerator.create({
    subject: "CN=localhost",
    issuer: AUTHORITY,
    ...validity(),
    signingAlgorithm: ALGORITHM,
    publicKey: keys.publicKey,
    signingKey: ca.privateKey,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension([
        { type: "dns", value: "localhost" },
        { type: "ip", value: "127.0.0.1" },
        { type: "ip", value: "::1" },
      ]),
      await x509.AuthorityKeyIdentifierExtension.create(ca.publicKey),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
}

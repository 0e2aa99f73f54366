import { execFileSync } from "node:child_process";
import { chmod, mkdir, mkdtemp, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { secretsContract } from "../../../../test/contracts/secrets-contract.ts";
import { envSecrets, type SecretsFile } from "./env-secrets.ts";

const secret = (name: string) => ({ from: "secret", name }) as const;
const variable = (name: string) => ({ from: "env", name }) as const;

const newFolder = () => mkdtemp(join(tmpdir(), "lakewright-secrets-"));

async function secretsFile(text: string, mode = 0o600): Promise<SecretsFile> {
  const path = join(await newFolder(), "secrets.env");
  await writeFile(path, text);
  await chmod(path, mode);
  return { path, platformFolder: await newFolder() };
}

const noFile: SecretsFile = {
  path: "/nowhere/shop.env",
  platformFolder: "/platform",
  isDefault: true,
};

secretsContract("The environment", async (values) =>
  envSecrets(
    Object.fromEntries(
      Object.entries(values).map(([name, value]) => [
        `LAKEWRIGHT_SECRET_${name.toUpperCase()}`,
        value,
      ]),
    ),
    noFile,
  ),
);

test("a variable is looked up by its name, a secret by a name that a shell can set", async () => {
  const env = { ORG: "https://x", LAKEWRIGHT_SECRET_A_B_C_D_1: "s3cret", "a/b-c.D@1": "no" };
  const secrets = envSecrets(env, noFile);
  expect(await secrets.resolve(variable("ORG"))).toBe("https://x");
  expect(await secrets.resolve(secret("a/b-c.D@1"))).toBe("s3cret");
});

test("the environment comes before the secrets file, and variables never come from it", async () => {
  const file = await secretsFile("LAKEWRIGHT_SECRET_A=file\nLAKEWRIGHT_SECRET_B_1=file\nB=file\n");
  const secrets = envSecrets({ LAKEWRIGHT_SECRET_A: "environment" }, file);
  expect(await secrets.resolve(secret("A"))).toBe("environment");
  expect(await secrets.resolve(secret("b/1"))).toBe("file");
  await expect(secrets.resolve(variable("B"))).rejects.toMatchObject({ code: "secret_missing" });
});

test("a secrets file may hold comments, quotes and keys of several lines", async () => {
  const pem = "-----BEGIN PRIVATE KEY-----\nabc=\n-----END PRIVATE KEY-----\n";
  const file = await secretsFile(
    `# comment\nexport LAKEWRIGHT_SECRET_A='x # y'\nLAKEWRIGHT_SECRET_KEY="${pem}"\n`,
  );
  const secrets = envSecrets({}, file);
  expect(await secrets.resolve(secret("A"))).toBe("x # y");
  expect(await secrets.resolve(secret("KEY"))).toBe(pem);
});

test("a missing or empty value is named with the variable to set, and no other value is told", async () => {
  const file = await secretsFile("OTHER=hidden-value\nLAKEWRIGHT_SECRET_EMPTY=\n");
  const secrets = envSecrets({ LAKEWRIGHT_SECRET_EMPTY: "", TOKEN: "hidden-value" }, file);
  for (const name of ["EMPTY", "NONE", "toString"]) {
    const failure = await secrets.resolve(secret(name)).catch((error: unknown) => error);
    expect(failure).toMatchObject({
      code: "secret_missing",
      message: `\${secret:${name}} has no value`,
      hint: expect.stringContaining(`LAKEWRIGHT_SECRET_${name.toUpperCase()}=… in ${file.path}`),
    });
    expect(JSON.stringify(failure)).not.toContain("hidden-value");
  }
});

test.each([0o640, 0o604, 0o620])("a secrets file of mode %o is refused", async (mode) => {
  const file = await secretsFile("LAKEWRIGHT_SECRET_A=1\n", mode);
  await expect(envSecrets({}, file).resolve(secret("A"))).rejects.toMatchObject({
    code: "secrets_file_unusable",
    hint: `run chmod 600 "${file.path}"`,
  });
});

test("a secrets file in the platform folder is refused, by its own path or by what a link to it shows", async () => {
  const platformFolder = await newFolder();
  await mkdir(join(platformFolder, "deep"));
  const path = join(platformFolder, "deep", "secrets.env");
  await writeFile(path, "LAKEWRIGHT_SECRET_A=1\n", { mode: 0o600 });
  const link = join(await newFolder(), "link.env");
  await symlink(path, link);
  for (const inside of [path, link])
    await expect(
      envSecrets({}, { path: inside, platformFolder }).resolve(secret("A")),
    ).rejects.toMatchObject({
      code: "secrets_file_unusable",
      message: expect.stringContaining("platform folder"),
    });
});

test("a secrets file that is not there is named when a secret needs it", async () => {
  const file = { path: "/nowhere/secrets.env", platformFolder: "/platform" };
  const secrets = envSecrets({ LAKEWRIGHT_SECRET_A: "1" }, file);
  expect(await secrets.resolve(secret("A"))).toBe("1");
  await expect(secrets.resolve(secret("B"))).rejects.toMatchObject({
    code: "secrets_file_unusable",
    message: expect.stringContaining("/nowhere/secrets.env"),
  });
  await expect(envSecrets({}, noFile).resolve(secret("B"))).rejects.toMatchObject({
    code: "secret_missing",
    hint: expect.stringContaining("LAKEWRIGHT_SECRET_B=… in /nowhere/shop.env"),
  });
});

test("a folder in place of the secrets file is told as such", async () => {
  const path = await newFolder();
  const folder = { path, platformFolder: await newFolder() };
  await chmod(path, 0o700);
  await expect(envSecrets({}, folder).resolve(secret("A"))).rejects.toMatchObject({
    code: "secrets_file_unusable",
    message: expect.stringContaining("EISDIR"),
  });
});

test("a secrets file may begin with a byte order mark, and is refused where it is not UTF-8", async () => {
  const marked = await secretsFile("\uFEFFLAKEWRIGHT_SECRET_A=1\n");
  expect(await envSecrets({}, marked).resolve(secret("A"))).toBe("1");
  const latin = await secretsFile("");
  await writeFile(latin.path, Buffer.from("LAKEWRIGHT_SECRET_A=p\u00e4ss\n", "latin1"));
  await expect(envSecrets({}, latin).resolve(secret("A"))).rejects.toMatchObject({
    code: "secrets_file_unusable",
    message: expect.stringContaining("not UTF-8"),
  });
});

test("a value that a # would cut short is refused, and a comment after a value is not", async () => {
  for (const line of [
    "LAKEWRIGHT_SECRET_A=hidden#value",
    "export LAKEWRIGHT_SECRET_A = hi dden#",
  ]) {
    const secrets = envSecrets({}, await secretsFile(`X=1\n${line}\n`));
    const failure = await secrets.resolve(secret("A")).catch((error: unknown) => error);
    expect(failure).toMatchObject({
      code: "secrets_file_unusable",
      message: expect.stringContaining("LAKEWRIGHT_SECRET_A"),
    });
    expect(String(failure)).not.toContain("hi");
  }
  const file = await secretsFile(
    "LAKEWRIGHT_SECRET_A=a # b#c\nLAKEWRIGHT_SECRET_B='a#b'\n# LAKEWRIGHT_SECRET_A=x#y\nLAKEWRIGHT_SECRET_C=\nLAKEWRIGHT_SECRET_AA=x#y\n",
  );
  expect(await envSecrets({}, file).resolve(secret("A"))).toBe("a");
  expect(await envSecrets({}, file).resolve(secret("B"))).toBe("a#b");
  await expect(envSecrets({}, file).resolve(secret("C"))).rejects.toMatchObject({
    code: "secret_missing",
  });
});

test.skipIf(process.platform === "win32")(
  "a pipe in place of the secrets file is refused",
  async () => {
    const path = join(await newFolder(), "pipe");
    execFileSync("mkfifo", ["-m", "600", path]);
    const pipe = { path, platformFolder: await newFolder() };
    await expect(envSecrets({}, pipe).resolve(secret("A"))).rejects.toMatchObject({
      code: "secrets_file_unusable",
      message: expect.stringContaining("not a regular file"),
    });
  },
);

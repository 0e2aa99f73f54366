import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, expect, test } from "vitest";
import { basePlatform } from "./base-platform.ts";

const home = mkdtempSync(join(tmpdir(), "lakewright-git-"));
afterAll(() => rmSync(home, { recursive: true, force: true }));

const yaml = `platform:
  name: shop
  owner: team
  environments:
    local: { stands_for: dev }
    dev: { account: "111111111111", region: eu-west-1 }
`;
let folder: string;
/** Made by whatever the repository gets to run. */
let marker: string;
let program: string;

const identity = ["-c", "user.name=test", "-c", "user.email=test@example.com"];
const git = (...args: string[]) =>
  execFileSync("git", [...identity, ...args], { cwd: folder, stdio: ["ignore", "pipe", "ignore"] })
    .toString()
    .trim();

let count = 0;
beforeEach(() => {
  folder = join(home, `shop-${count++}`);
  marker = `${folder}-ran`;
  program = `${folder}-program`;
  mkdirSync(folder);
  writeFileSync(program, `#!/bin/sh\ntouch ${marker}\nexit 1\n`);
  chmodSync(program, 0o700);
  writeFileSync(join(folder, "platform.yaml"), yaml);
  git("init", "-q", "-b", "main");
  git("add", ".");
  git("commit", "-qm", "base");
});

/** Makes the repository one that was cloned without its blobs, from a place that `config` says how to reach. */
function withoutBlobs(config: Readonly<Record<string, string>>) {
  const blob = git("rev-parse", "HEAD:platform.yaml");
  const object = join(folder, ".git/objects", blob.slice(0, 2), blob.slice(2));
  git("config", "core.repositoryFormatVersion", "1");
  git("config", "extensions.partialClone", "origin");
  git("config", "remote.origin.promisor", "true");
  for (const [key, value] of Object.entries(config)) git("config", key, value);
  rmSync(object, { force: true });
}

test("a revision is read as it was committed", async () => {
  writeFileSync(join(folder, "platform.yaml"), yaml.replace("shop", "changed"));
  expect(await basePlatform(folder, "HEAD")).toMatchObject({ name: "shop" });
});

const fetches: [string, () => Record<string, string>][] = [
  [
    "a command over ssh",
    () => ({ "remote.origin.url": "ssh://x@y/z", "core.sshCommand": program }),
  ],
  [
    "a transport that runs a command",
    () => ({ "remote.origin.url": `ext::${program}`, "protocol.ext.allow": "always" }),
  ],
  [
    "a transport of its own",
    () => ({ "remote.origin.url": `ext::${program}`, "protocol.allow": "always" }),
  ],
  [
    "a local repository's upload command",
    () => ({ "remote.origin.url": folder, "remote.origin.uploadpack": program }),
  ],
  [
    "a proxy command",
    () => ({ "remote.origin.url": "git://localhost:1/x", "core.gitProxy": program }),
  ],
];
test.each(fetches)("what is missing is not fetched by %s", async (_, config) => {
  withoutBlobs(config());
  await expect(basePlatform(folder, "HEAD")).rejects.toMatchObject({
    name: "CallError",
    message: expect.stringContaining("platform.yaml"),
    hint: expect.stringContaining("git fetch"),
  });
  expect(existsSync(marker)).toBe(false);
});

const hooks = ["fsmonitor-watchman", "post-checkout", "reference-transaction", "post-index-change"];
test("no hook, monitor, filter, signature check, pager or diff command runs", async () => {
  writeFileSync(join(folder, ".gitattributes"), "*.yaml filter=x diff=x merge=x\n");
  git("add", ".gitattributes");
  git("commit", "-qm", "attributes");
  sign();
  for (const hook of hooks) copy(program, join(folder, ".git/hooks", hook));
  for (const key of [
    "core.fsmonitor",
    "core.pager",
    "pager.show",
    "core.editor",
    "core.askPass",
    "core.sshCommand",
    "gpg.program",
    "filter.x.clean",
    "filter.x.smudge",
    "filter.x.process",
    "diff.external",
    "diff.x.textconv",
    "diff.x.command",
    "merge.x.driver",
    "credential.helper",
    "alias.show",
    "alias.ls-tree",
  ])
    git("config", key, program);
  git("config", "log.showSignature", "true");
  expect(await basePlatform(folder, "HEAD")).toMatchObject({ name: "shop" });
  expect(existsSync(marker)).toBe(false);
});

test("a folder that looks like a bare repository is none", async () => {
  const inner = join(folder, "inner");
  copy(join(folder, ".git"), inner);
  git("config", "--file", join(inner, "config"), "core.bare", "true");
  writeFileSync(join(inner, "platform.yaml"), yaml);
  await expect(basePlatform(inner, "HEAD")).rejects.toThrow("is not in a git repository");
});

test("a local replacement does not stand in for what was committed", async () => {
  const old = git("rev-parse", "HEAD:platform.yaml");
  writeFileSync(join(folder, "platform.yaml"), yaml.replace("shop", "replaced"));
  git("replace", old, git("hash-object", "-w", "platform.yaml"));
  expect(await basePlatform(folder, "HEAD")).toMatchObject({ name: "shop" });
});

const shadows: [string, string, (commit: string) => string[]][] = [
  ["a tag beside a branch of the remote", "origin/main", (to) => ["tag", "origin/main", to]],
  ["a branch beside one of the remote", "origin/main", (to) => ["branch", "origin/main", to]],
  ["a tag beside a branch", "main", (to) => ["tag", "main", to]],
  ["with steps from there", "origin/main~0", (to) => ["tag", "origin/main", to]],
];
test.each(shadows)("a name that means two commits is refused: %s", async (_, revision, shadow) => {
  git("update-ref", "refs/remotes/origin/main", "HEAD");
  writeFileSync(join(folder, "platform.yaml"), yaml.replace("shop", "approved"));
  git("commit", "-qam", "approves itself");
  git("config", "core.warnAmbiguousRefs", "false");
  const own = git("rev-parse", "HEAD");
  git("update-ref", "refs/heads/main", "HEAD~1");
  git(...shadow(own));
  await expect(basePlatform(folder, revision)).rejects.toMatchObject({
    name: "CallError",
    message: expect.stringContaining(`"${revision}" means more than one`),
    hint: expect.stringContaining("refs/"),
  });
  expect(await basePlatform(folder, "refs/remotes/origin/main")).toMatchObject({ name: "shop" });
});

test("a tag named like the short form of a commit is refused", async () => {
  const short = git("rev-parse", "--short", "HEAD");
  writeFileSync(join(folder, "platform.yaml"), yaml.replace("shop", "approved"));
  git("commit", "-qam", "approves itself");
  git("tag", short);
  await expect(basePlatform(folder, short)).rejects.toThrow("means more than one");
});

/** Gives the newest commit a signature, which git would check where it is told to show it. */
function sign() {
  const [head = "", ...message] = git("cat-file", "commit", "HEAD").split("\n\n");
  const signature = "gpgsig -----BEGIN PGP SIGNATURE-----\n x\n -----END PGP SIGNATURE-----";
  const signed = join(home, "signed");
  writeFileSync(signed, `${head}\n${signature}\n\n${message.join("\n\n")}\n`);
  git("update-ref", "HEAD", git("hash-object", "-t", "commit", "-w", signed));
}

function copy(from: string, to: string) {
  execFileSync("cp", ["-r", from, to]);
}

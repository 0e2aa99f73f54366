import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { lakewright, temporaryFolder } from "./cli-lakewright.ts";

const home = temporaryFolder();
const platform = join(home, "shop");
const file = join(platform, "access.html");
const hostile = "</script><img src=x onerror=\"document.title='owned'\">";

const rules = `access:
  roles:
    seller: { description: ${JSON.stringify(hostile)} }
    german_seller: { description: sells in Germany }
    steward: { kind: steward, description: decides }
    service: { kind: service, description: reads footers, bypasses: [{ through: s3, zone: raw, reason: ${JSON.stringify(hostile)} }] }
  filters:
    german: { on: crm.account, rows: "billingcountry = 'Germany'", columns: [id, billingcountry] }
  masks:
    - { on: crm.account, columns: name, for: seller, as: hash }
  grants:
    - { to: seller, select: crm.account, columns: [id], reason: sells }
    - { to: german_seller, filter: german, reason: sells there }
    - { to: steward, select: crm.account, columns: [id], reason: decides }
    - { to: service, on: crm.account, allow: describe, reason: registers }
    - { to: nobody, on: crm.contact, reason: ${JSON.stringify(hostile)} }
  domains:
    customer: { owner: crm-office, databases: crm, shared_with: ["123456789012"] }
`;

const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const missing = existsSync(executablePath) ? "" : `SKIPPED: ${executablePath} is missing`;
if (missing && process.env.LAKEWRIGHT_REQUIRE_ALL === "1") throw new Error(missing);

describe.skipIf(missing)(`the matrix as a page ${missing}`, () => {
  let browser: Browser;
  let page: Page;
  const asked: string[] = [];
  const said: string[] = [];

  beforeAll(async () => {
    await lakewright(["init", "shop"], { cwd: home });
    writeFileSync(join(platform, "access.yaml"), rules);
    const { status, stderr } = await lakewright(["access", "matrix", "--html", "access.html"], {
      cwd: platform,
    });
    if (status !== 0) throw new Error(stderr);
    const quiet = ["--disable-background-networking", "--disable-component-update"];
    const args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-sync", ...quiet];
    browser = await chromium.launch({ executablePath, args });
  });
  afterAll(() => browser.close());

  beforeEach(async () => {
    page = await browser.newPage();
    page.on("request", (request) => asked.push(request.url()));
    page.on("console", (message) => said.push(message.text()));
    page.on("pageerror", (error) => said.push(error.message));
    await page.goto(pathToFileURL(file).href);
  });

  const rowsOf = () => page.locator(".grid tbody tr").allTextContents();

  test("it opens from disk, asks nobody for anything and complains about nothing", async () => {
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("Who sees what");
    expect(await page.title()).toBe("Who sees what · shop in local");
    expect([...new Set(asked)]).toEqual([pathToFileURL(file).href]);
    expect(said).toEqual([]);
  });

  test("hostile names are text, in the page and in its details", async () => {
    expect(await page.locator(".notices").textContent()).toContain(hostile);
    await page.getByRole("button", { name: /^seller on crm.account/ }).click();
    expect(await page.locator("#detail").textContent()).toContain(hostile);
    await page.getByRole("button", { name: "Close" }).click();
    await page.getByRole("button", { name: "crm.contact" }).click();
    expect(await page.locator("#detail").textContent()).toContain(`Closed on purpose: ${hostile}`);
    expect(await page.locator("img").count()).toBe(0);
    expect(await page.title()).not.toBe("owned");
  });

  test("who gets data without a grant stands above the matrix", async () => {
    const notices = await page.locator(".notices").textContent();
    expect(notices).toContain("service reads raw through s3");
    expect(notices).toContain("crm.account with account 123456789012, by the domain customer");
  });

  test("a steward finds a role, a table, and what kind of access there is", async () => {
    const all = (await rowsOf()).length;
    expect(all).toBeGreaterThan(2);
    await page.getByLabel("Table or column").fill("billingcountry");
    expect(await rowsOf()).toEqual([expect.stringContaining("crm.account")]);
    await page.getByLabel("Table or column").fill("");
    await page.getByLabel("Sees").selectOption("some rows");
    expect(await rowsOf()).toHaveLength(1);
    await page.getByLabel("Role").selectOption("steward");
    expect(await rowsOf()).toEqual([]);
    await page.getByLabel("Sees").selectOption("");
    expect(await rowsOf()).toHaveLength(all);
    expect(await page.locator(".grid thead th").allTextContents()).toEqual(["Table", "steward"]);
  });

  test("the details tell rows, columns and the grant that causes them", async () => {
    await page.getByRole("button", { name: /^german_seller on crm.account/ }).click();
    const details = await page.locator("#detail").textContent();
    expect(details).toContain("billingcountry = 'Germany'");
    expect(details).toContain("billingcountry, id");
    expect(details).toMatch(/grant .*german/);
    expect(details).toContain(
      "crm.account has every version, crm_current.account the rows as they",
    );
  });

  test("it works by keyboard alone", async () => {
    await page.getByRole("button", { name: "crm.account", exact: true }).focus();
    await page.keyboard.press("Enter");
    expect(await page.locator("#detail").evaluate((dialog) => dialog.hasAttribute("open"))).toBe(
      true,
    );
    await page.keyboard.press("Escape");
    expect(await page.locator("#detail").evaluate((dialog) => dialog.hasAttribute("open"))).toBe(
      false,
    );
  });

  test("no script but its own can run", async () => {
    await page.evaluate(`
      const added = document.createElement("script");
      added.textContent = "document.title = 'owned'";
      document.body.append(added);`);
    expect(await page.title()).not.toBe("owned");
  });
});

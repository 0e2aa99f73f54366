import { existsSync, readFileSync, writeFileSync } from "node:fs";
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

  const rowsOf = () => page.locator(".grid:not(.by-column) tbody tr").allTextContents();

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

  test("each hidden column says which rule hides it, and where the rule is", async () => {
    await page.getByRole("button", { name: /^german_seller on crm.account/ }).click();
    const details = await page.locator("#detail").textContent();
    expect(details).toMatch(
      /hidden, because.*grant .*german does not list it \(access\.yaml:\d+:\d+, filter: access\.yaml:\d+:\d+\)/,
    );
    await page.getByRole("button", { name: "Close" }).click();
    await page
      .getByRole("row", { name: "crm.contact" })
      .getByRole("button", { name: "german_seller: nothing" })
      .click();
    const blind = await page.locator("#detail").textContent();
    expect(blind).toMatch(/no grant to "german_seller" .*\(role: access\.yaml:\d+:\d+\)/);
    await page.getByRole("button", { name: "Close" }).click();
    await page.getByRole("button", { name: "crm.account", exact: true }).click();
    expect(await page.locator("#detail .blind").textContent()).toMatch(
      /service.*no grant to|grant .*describe and not select/,
    );
  });

  test("who sees a column is told in one look: every table that has it, every role", async () => {
    await page.getByLabel("Table or column").fill("BillingCountry");
    expect(await page.getByRole("heading", { name: "Who sees BillingCountry?" }).isVisible()).toBe(
      true,
    );
    const answer = await page.locator(".answer").textContent();
    expect(answer).toMatch(/^Some rows: german_seller\. .*Nothing: .*service/);
    expect(await page.locator(".answer + .about").textContent()).toMatch(
      /^Not known for \d+ tables? that (is|are) not loaded or built yet\.$/,
    );
    const cells = page.locator(".by-column tbody tr").first().locator("td button");
    const labels = await cells.evaluateAll((buttons) =>
      buttons.map((each) => each.getAttribute("aria-label")),
    );
    expect(labels.map((label) => label?.split(" on ")[0])).toEqual([
      "german_seller",
      "seller",
      "service",
      "steward",
    ]);
    expect(labels[0]).toBe("german_seller on crm.account.billingcountry: some rows");
    expect(labels[1]).toMatch(/nothing\n.*does not list it \(access\.yaml:/);
    await page.getByLabel("Table or column").fill("name");
    expect(await page.locator(".by-column tbody th").first().textContent()).toContain(
      "crm.account.name",
    );
    expect(await page.locator(".answer").textContent()).toContain("Masked: seller.");
  });

  test("filters are in the address: a reload, a shared link and an edited one show the same", async () => {
    await page.getByLabel("Table or column").fill("a&b=c # é");
    await page.getByLabel("Table or column").fill("billing");
    await page.getByLabel("Role").selectOption("german_seller");
    await page.getByLabel("Sees").selectOption("some rows");
    const link = page.url();
    expect(link).toBe(`${pathToFileURL(file).href}#text=billing&role=german_seller&kind=rows`);
    const shown = await rowsOf();
    expect(shown).toHaveLength(1);
    await page.reload();
    expect(await rowsOf()).toEqual(shown);
    const other = await browser.newPage();
    await other.goto(link);
    expect(await other.locator(".grid:not(.by-column) tbody tr").allTextContents()).toEqual(shown);
    expect(await other.getByLabel("Role").inputValue()).toBe("german_seller");
    await page.goto(`${pathToFileURL(file).href}#text=crm.contact`);
    expect(await rowsOf()).toEqual([expect.stringContaining("crm.contact")]);
    expect(await page.getByLabel("Role").inputValue()).toBe("");
    await page.goto(
      `${pathToFileURL(file).href}#role=nobody&text=${encodeURIComponent(hostile)}&kind=__proto__`,
    );
    expect(await page.getByLabel("Role").inputValue()).toBe("");
    expect(await page.title()).not.toBe("owned");
    await page.getByLabel("Table or column").fill("");
    expect(page.url()).toBe(pathToFileURL(file).href);
  });

  test("what is shown can be downloaded as CSV that no spreadsheet runs", async () => {
    await page.getByLabel("Table or column").fill("billingcountry");
    const [downloaded] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Download CSV" }).click(),
    ]);
    expect(downloaded.suggestedFilename()).toBe("who-sees-what-local.csv");
    const lines = readFileSync(await downloaded.path(), "utf8").split("\r\n");
    expect(lines[0]).toBe("layer,table,column,sensitivity,role,access,rows,because");
    expect(lines).toHaveLength(1 + 4 + 1);
    expect(lines[1]).toMatch(
      /^raw,crm\.account,billingcountry,\w+,german_seller,filtered,billingcountry = 'Germany',"grant .*german"/,
    );
    expect(lines[2]).toMatch(
      /^raw,crm\.account,billingcountry,\w+,seller,none,,.*does not list it \(access\.yaml:/,
    );
    const fields = [
      "=1+1",
      "+1",
      "-1",
      "@SUM(A1)",
      "\t=1",
      "\r=1",
      "\n=1",
      "＝1",
      "a=1",
      'say "x", y',
      "",
    ];
    expect(await page.evaluate(`${JSON.stringify(fields)}.map(csvField)`)).toEqual([
      "'=1+1",
      "'+1",
      "'-1",
      "'@SUM(A1)",
      "'\t=1",
      '"\'\r=1"',
      '"\'\n=1"',
      "'＝1",
      "a=1",
      '"say ""x"", y"',
      "",
    ]);
    await page.getByLabel("Role").selectOption("steward");
    expect(
      String(await page.evaluate("csvOf(data.tables.filter(matches), shownRoles())"))
        .trim()
        .split("\r\n"),
    ).toHaveLength(2);
    expect([...new Set(asked)].filter((url) => !url.startsWith("blob:"))).toSatisfy(
      (urls: string[]) => urls.every((url) => url.startsWith(pathToFileURL(file).href)),
    );
    expect(said).toEqual([]);
  });

  test("each search that shows tables or columns has their columns in the CSV", async () => {
    const columnsIn = async (text: string) => {
      await page.getByLabel("Table or column").fill(text);
      const lines = String(
        await page.evaluate("csvOf(data.tables.filter(matches), shownRoles())"),
      ).split("\r\n");
      const columns = lines.slice(1, -1).map((line) => line.split(",").slice(1, 3).join("."));
      return [...new Set(columns)].sort();
    };
    const account = await columnsIn("crm.account");
    expect(account).toContain("crm.account.billingcountry");
    expect(await columnsIn("crm_current.account")).toEqual(account);
    expect(await columnsIn("CRM_current.Acc")).toEqual(account);
    for (const name of [
      "account.billingcountry",
      "crm.account.billingcountry",
      "crm_current.account.BillingCountry",
    ])
      expect(await columnsIn(name), name).toEqual(["crm.account.billingcountry"]);
    expect(await columnsIn("no such column")).toEqual([]);
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

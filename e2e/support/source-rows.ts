import type { Sandbox } from "./sandbox.ts";

/** Each record's Id and SystemModstamp, the stamp as ISO text. */
export type RowStamps = ReadonlyMap<string, string>;

/** The org's rows according to its REST API. */
export async function sourceRows(sandbox: Sandbox, object: string): Promise<RowStamps> {
  const token = await logIn(sandbox);
  const rows = new Map<string, string>();
  const query = new URLSearchParams({ q: `SELECT Id, SystemModstamp FROM ${object}` });
  for (let path: string | undefined = `/services/data/v62.0/query?${query}`; path; ) {
    const page: QueryPage = await getPage(sandbox.url + path, token);
    for (const { Id, SystemModstamp } of page.records)
      rows.set(Id, new Date(SystemModstamp).toISOString());
    path = page.nextRecordsUrl;
  }
  return rows;
}

/** Ids of the Bulk query jobs that the org holds, whatever their state. */
export async function openJobs(sandbox: Sandbox): Promise<readonly string[]> {
  const page = await getPage<{ readonly records: readonly { readonly id: string }[] }>(
    `${sandbox.url}/services/data/v62.0/jobs/query`,
    await logIn(sandbox),
  );
  return page.records.map(({ id }) => id);
}

interface QueryPage {
  readonly records: readonly { readonly Id: string; readonly SystemModstamp: string }[];
  readonly nextRecordsUrl?: string;
}

async function getPage<Page = QueryPage>(url: string, token: string): Promise<Page> {
  const response = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
  if (!response.ok) throw new Error(`the org answers ${response.status}`);
  return (await response.json()) as Page;
}

async function logIn({ url, env }: Sandbox): Promise<string> {
  const body = new URLSearchParams({
    grant_type: "client_credentials",
    client_id: env.LAKEWRIGHT_CRM_CLIENT_ID ?? "",
    client_secret: env.LAKEWRIGHT_CRM_CLIENT_SECRET ?? "",
  });
  const response = await fetch(`${url}/services/oauth2/token`, { method: "POST", body });
  const { access_token: token } = (await response.json()) as { access_token?: string };
  if (!token) throw new Error(`the org refuses the login: ${response.status}`);
  return token;
}

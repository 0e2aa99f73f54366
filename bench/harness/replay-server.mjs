/**
 * Stands before a sandbox and answers each GET that it has seen before from memory, byte for byte; the rest it passes on. So
 * a client is measured, and not how fast the sandbox makes JSON on the same cores. Argument: address of the sandbox. Prints
 * its own address.
 */
import { createServer } from "node:http";
import { buffer } from "node:stream/consumers";

const upstream = process.argv[2];
const kept = new Map();
/** Headers of the connection, not of the answer. */
const ofConnection = /^(connection|keep-alive|transfer-encoding|content-encoding|content-length)$/i;
let address = "";

const server = createServer((request, response) => {
  answer(request).then(
    ({ status, headers, body }) => {
      response.writeHead(status, { ...headers, "content-length": body.length });
      response.end(body);
    },
    (error) => response.writeHead(502).end(String(error)),
  );
});
server.listen(0, "127.0.0.1", () => {
  address = `http://127.0.0.1:${server.address().port}`;
  console.log(JSON.stringify({ url: address }));
});
process.on("SIGTERM", () => {
  server.closeAllConnections();
  server.close();
});

async function answer(request) {
  const known = request.method === "GET" ? kept.get(request.url) : undefined;
  if (known) return known;
  const fresh = await passedOn(request);
  if (request.method === "GET" && fresh.status === 200) kept.set(request.url, fresh);
  return fresh;
}

async function passedOn(request) {
  const { method, url, headers } = request;
  const body = method === "GET" ? undefined : await buffer(request);
  const { authorization, "content-type": type, "sforce-query-options": options } = headers;
  const sent = { authorization, "content-type": type, "sforce-query-options": options };
  const passed = Object.fromEntries(Object.entries(sent).filter(([, value]) => value));
  const reply = await fetch(upstream + url, {
    method,
    headers: { ...passed, "accept-encoding": "identity" },
    ...(body?.length ? { body } : {}),
  });
  const bytes = Buffer.from(await reply.arrayBuffer());
  const own = [...reply.headers].filter(([name]) => !ofConnection.test(name));
  return { status: reply.status, headers: Object.fromEntries(own), body: namingUs(url, bytes) };
}

/** A login's answer names the address to go on with. */
function namingUs(url, bytes) {
  if (!url.startsWith("/services/oauth2/")) return bytes;
  return Buffer.from(bytes.toString("utf8").replaceAll(upstream, address));
}

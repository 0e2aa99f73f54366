/** Reads every page of a Bulk result and throws it away. Arguments: address of the results, token. Prints bytes and ms. */
import { get } from "node:http";

const [url, token] = process.argv.slice(2);
const headers = { authorization: `Bearer ${token}`, "accept-encoding": "identity" };
const page = (locator) =>
  new Promise((resolve, reject) => {
    get(url + (locator ? `&locator=${locator}` : ""), { headers }, (response) => {
      let bytes = 0;
      response.on("data", (chunk) => {
        bytes += chunk.length;
      });
      response.on("end", () => resolve({ bytes, next: response.headers["sforce-locator"] }));
    }).on("error", reject);
  });
const began = performance.now();
let bytes = 0;
for (let locator = ""; locator !== "null"; ) {
  const got = await page(locator);
  bytes += got.bytes;
  locator = got.next;
}
console.log(JSON.stringify({ bytes, ms: performance.now() - began }));

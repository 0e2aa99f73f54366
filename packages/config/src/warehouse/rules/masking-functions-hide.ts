import { aboutWarehouse } from "./warehouse-rule.ts";

/** Hashes without a key: anybody with a list of names or addresses can reverse them. */
const hashes = "md5 sha sha1 sha2 sha256 func_sha1 hash fnv_hash crc32 checksum farmfingerprint64";

/** Functions that return a value, or most of it. */
const carriers =
  "upper lower trim btrim ltrim rtrim initcap reverse replace translate concat cast try_cast coalesce nvl case " +
  "substring substr left right lpad rpad max min any_value listagg string_agg base64 to_base64 hex to_hex encode";

const hideNothing: ReadonlySet<string> = new Set(`${hashes} ${carriers}`.split(" "));

/** No function is approved as masking if its result reveals the value. */
export const maskingFunctionsHide = aboutWarehouse(({ maskingFunctions, place }, report) => {
  const at = { section: place.section, path: [...place.path, "masking_functions"] };
  for (const name of maskingFunctions.filter((each) => hideNothing.has(each))) {
    const message = `${name}() hides nothing: its result tells the value`;
    report({
      code: "LW1720",
      place: at,
      message,
      hint: "approve a function that keeps only what readers may know",
    });
  }
});

// biome-ignore-all lint/correctness/noUnusedVariables: the files of the page are joined to one script.
// The filters of the page, kept behind the # of its address: a reload or a shared link shows the same.
const filterNames = ["text", "role", "layer", "kind", "sensitivity"];

/** Filters as the address says; what is no value of a filter is left out. */
function filtersOfUrl(hash, allowed) {
  const said = new URLSearchParams(hash.replace(/^#/, ""));
  return Object.fromEntries(
    filterNames.map((name) => {
      const value = said.get(name) ?? "";
      const isKnown = name === "text" || allowed[name].includes(value);
      return [name, isKnown ? value : ""];
    }),
  );
}

/** The address of filters: empty where nothing is filtered. */
function urlOfFilters(filters) {
  const said = new URLSearchParams(
    filterNames.flatMap((name) => (filters[name] ? [[name, filters[name]]] : [])),
  ).toString();
  return said && `#${said}`;
}

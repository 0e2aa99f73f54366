// biome-ignore-all lint/correctness/noUnusedVariables: the files of the page are joined to one script.
// What all parts of the page use. Every element is made with text, never with markup: names of a folder are data.

const data = JSON.parse(document.getElementById("data").textContent);
const rowsAtATime = 60;
const kinds = {
  full: { mark: "●", name: "everything" },
  part: { mark: "◑", name: "some columns" },
  rows: { mark: "◒", name: "some rows" },
  masked: { mark: "◍", name: "masked" },
  none: { mark: "·", name: "nothing" },
};

/** An element with attributes and children; text children are text. */
function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (value !== undefined && value !== false) made.setAttribute(key, String(value));
  }
  made.append(...children.filter((child) => child !== undefined));
  return made;
}

/** In the order in which data goes through them. */
const layers = [...new Set(data.tables.map(({ layer }) => layer))];
const sensitivities = [...new Set(data.tables.flatMap(sensitivitiesOf))].sort();
const choices = {
  role: data.roles.map(({ name }) => name),
  layer: layers,
  kind: Object.keys(kinds),
  sensitivity: sensitivities,
};
const asked = { ...filtersOfUrl(location.hash, choices), shown: rowsAtATime };

const cellsOf = (table, role) => (Object.hasOwn(table.cells, role) ? table.cells[role] : []);

/** The widest thing that can be said of a role and a table, in one word. */
function kindOf(table, role) {
  const open = cellsOf(table, role).filter(({ access }) => access !== "none");
  if (open.length === 0) return "none";
  if (open.some(({ access }) => access === "filtered")) return "rows";
  if (open.every(({ access }) => access === "masked")) return "masked";
  const seen = open.reduce((sum, { columns }) => sum + columns.length, 0);
  return seen === table.columns.length && open.every(({ access }) => access === "full")
    ? "full"
    : "part";
}

const countOf = (table, role) =>
  cellsOf(table, role)
    .filter(({ access }) => access !== "none")
    .reduce((sum, { columns }) => sum + columns.length, 0);

function sensitivitiesOf(table) {
  return [...new Set(table.columns.map(([, index]) => data.texts[index]))];
}

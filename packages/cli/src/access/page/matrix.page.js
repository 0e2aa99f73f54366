// The page's own script. It makes every element with text, never with markup: names of a folder are data.
const data = JSON.parse(document.getElementById("data").textContent);
const page = document.getElementById("page");
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

function shownRoles() {
  return asked.role ? data.roles.filter(({ name }) => name === asked.role) : data.roles;
}

function matches(table) {
  if (!isNamed(asked.text, table) && columnsNamed(asked.text, [table]).length === 0) return false;
  if (asked.layer && table.layer !== asked.layer) return false;
  if (asked.sensitivity && !sensitivitiesOf(table).includes(asked.sensitivity)) return false;
  return !asked.kind || shownRoles().some(({ name }) => kindOf(table, name) === asked.kind);
}

function header() {
  const made = data.madeAt.replace("T", " ").slice(0, 16);
  const loaded = data.tables.filter(({ isLoaded }) => isLoaded).length;
  const counts = `${data.roles.length} roles · ${data.tables.length} tables, ${loaded} of them loaded`;
  return element(
    "header",
    {},
    element("h1", {}, "Who sees what"),
    element(
      "p",
      {},
      element("strong", {}, data.platform),
      ` in ${data.environment} · ${counts} · ${made} UTC`,
    ),
  );
}

function notices() {
  const made = [];
  if (data.bypasses.length > 0)
    made.push(notice("warning", "Reads past these rules", data.bypasses));
  if (data.shares.length > 0) made.push(notice("warning", "Shared with others", data.shares));
  const open = data.findings.filter(({ accepted }) => !accepted).map(({ text }) => text);
  if (open.length > 0) made.push(notice("warning", "Findings", open));
  const accepted = data.findings.flatMap(({ text, accepted: by }) =>
    by ? [`${text}; ${by}`] : [],
  );
  if (accepted.length > 0) made.push(notice("accepted", "Accepted findings", accepted));
  return element("div", { class: "notices" }, ...made);
}

function notice(kind, title, lines) {
  const list = element("ul", {}, ...lines.map((line) => element("li", {}, line)));
  const summary = element("summary", {}, `${title} (${lines.length})`);
  return element(
    "details",
    { class: kind, open: kind === "warning" && lines.length < 6 },
    summary,
    list,
  );
}

function filters() {
  const change = (key) => (event) => {
    asked[key] = event.target.value;
    asked.shown = rowsAtATime;
    history.replaceState(null, "", urlOfFilters(asked) || location.pathname + location.search);
    showGrid();
  };
  const choice = (key, label, all, options) =>
    element(
      "label",
      {},
      label,
      element(
        "select",
        { onchange: change(key), id: `by-${key}` },
        element("option", { value: "", selected: asked[key] === "" }, all),
        ...options.map(([value, name]) =>
          element("option", { value, selected: value === asked[key] }, name),
        ),
      ),
    );
  const byLayer = choice(
    "layer",
    "Layer",
    "all layers",
    layers.map((name) => [name, name]),
  );
  return element(
    "form",
    { class: "filters", role: "search", onsubmit: (event) => event.preventDefault() },
    element(
      "label",
      {},
      "Table or column",
      element("input", {
        type: "search",
        id: "by-text",
        placeholder: "such as phone",
        value: asked.text,
        oninput: change("text"),
      }),
    ),
    choice(
      "role",
      "Role",
      "all roles",
      data.roles.map(({ name }) => [name, name]),
    ),
    layers.length > 1 ? byLayer : undefined,
    choice(
      "kind",
      "Sees",
      "anything",
      Object.entries(kinds).map(([kind, { name }]) => [kind, name]),
    ),
    choice(
      "sensitivity",
      "Holds",
      "anything",
      sensitivities.map((name) => [name, name]),
    ),
    element(
      "button",
      {
        type: "button",
        class: "more",
        onclick: () =>
          download(
            `who-sees-what-${data.environment}.csv`,
            csvOf(data.tables.filter(matches), shownRoles()),
          ),
      },
      "Download CSV",
    ),
  );
}

function legend() {
  const items = Object.entries(kinds).map(([kind, { mark, name }]) =>
    element(
      "li",
      {},
      element("span", { class: `mark ${kind}`, "aria-hidden": "true" }, mark),
      ` ${name}`,
    ),
  );
  return element("ul", { class: "legend", "aria-label": "Legend" }, ...items);
}

function showGrid() {
  const tables = data.tables.filter(matches);
  const roles = shownRoles();
  const head = element(
    "tr",
    {},
    element("th", { scope: "col", class: "corner" }, "Table"),
    ...roles.map(({ name, about }) =>
      element("th", { scope: "col", title: about }, element("span", {}, name)),
    ),
  );
  const shown = tables.slice(0, asked.shown);
  const body = shown.flatMap((table, i) => [
    ...(layers.length > 1 && shown[i - 1]?.layer !== table.layer ? [layerRow(table, tables)] : []),
    gridRow(table, roles),
  ]);
  const grid = element(
    "table",
    { class: "grid" },
    element("caption", {}, `${tables.length} of ${data.tables.length} tables`),
    element("thead", {}, head),
    element("tbody", {}, ...body),
  );
  const rest = tables.length - asked.shown;
  const more = element(
    "button",
    { type: "button", class: "more", onclick: showMore },
    `Show more (${rest})`,
  );
  document
    .getElementById("grid")
    .replaceChildren(
      ...columnView(asked.text, tables, roles),
      ...(asked.text.trim() ? [element("h2", {}, "Tables")] : []),
      element(
        "div",
        { class: "scroll", tabindex: "0", role: "region", "aria-label": "Matrix" },
        grid,
      ),
      ...(rest > 0 ? [more] : []),
    );
}

function showMore() {
  asked.shown += rowsAtATime * 4;
  showGrid();
}

/** Layer of the tables below it. */
function layerRow({ layer }, tables) {
  const count = tables.filter((table) => table.layer === layer).length;
  return element(
    "tr",
    { class: "layer" },
    element("th", { scope: "rowgroup", colspan: shownRoles().length + 1 }, `${layer} (${count})`),
  );
}

function gridRow(table, roles) {
  const tags = sensitivitiesOf(table).map((name) =>
    element("span", { class: `tag ${tagKind(name)}` }, name),
  );
  const open = element(
    "button",
    { type: "button", class: "table", onclick: () => showDetail(table) },
    table.name,
  );
  const state = [
    ...(table.closed ? [element("span", { class: "state" }, "closed on purpose")] : []),
    ...(table.isLoaded ? [] : [element("span", { class: "state" }, notThere(table))]),
  ];
  return element(
    "tr",
    {},
    element("th", { scope: "row" }, open, element("div", { class: "tags" }, ...tags, ...state)),
    ...roles.map(({ name }) => gridCell(table, name)),
  );
}

const notThere = ({ layer }) => (layer === "raw" ? "not loaded yet" : "not built yet");

function tagKind(name) {
  return ["personal", "unclassified", "public"].includes(name) ? name : "plain";
}

function gridCell(table, role) {
  const kind = kindOf(table, role);
  const { mark, name } = kinds[kind];
  const counted = `${countOf(table, role)} of ${table.columns.length}`;
  const label = `${role} on ${table.name}: ${name}, ${counted} columns`;
  const isBlind = kind === "none" && cellsOf(table, role).length === 0;
  return element(
    "td",
    { class: kind },
    element(
      "button",
      {
        type: "button",
        "aria-label": isBlind ? `${role}: ${name}` : label,
        title: label,
        onclick: () => showDetail(table, role),
      },
      element("span", { class: "mark", "aria-hidden": "true" }, mark),
      kind === "none" ? undefined : element("small", { "aria-hidden": "true" }, counted),
    ),
  );
}

/** One table: for each role what it sees, in which rows, and the grants that cause it. */
function showDetail(table, role) {
  const roles = role ? data.roles.filter(({ name }) => name === role) : shownRoles();
  const isSeen = ({ name }) => cellsOf(table, name).some(({ access }) => access !== "none");
  // A role that was chosen is told why it sees nothing; of all others the names are enough.
  const seen = roles.filter((one) => roles.length === 1 || isSeen(one));
  const blind = roles.filter((one) => !seen.includes(one)).map(({ name }) => name);
  const dialog = document.getElementById("detail");
  const close = element(
    "button",
    { type: "button", class: "close", onclick: () => dialog.close() },
    "Close",
  );
  dialog.replaceChildren(
    element("div", { class: "bar" }, element("h2", {}, table.name), close),
    ...(table.current ? [queryNames(table)] : []),
    ...(table.closed
      ? [element("p", { class: "state" }, `Closed on purpose: ${table.closed}`)]
      : []),
    ...(table.isLoaded
      ? []
      : [
          element(
            "p",
            { class: "state" },
            table.layer === "raw"
              ? "Not loaded yet: * stands for every column that no rule names."
              : "Not built yet: what it holds is known once it is, and until then closed to all but stewards.",
          ),
        ]),
    ...seen.map((one) => roleDetail(table, one)),
    ...(blind.length > 0 ? [blindRoles(table, blind)] : []),
    columnList(table),
  );
  dialog.showModal();
}

/** The names that `lakewright query` takes. */
function queryNames({ name, current }) {
  return element(
    "p",
    {},
    "In query: ",
    element("code", {}, name),
    " has every version, ",
    element("code", {}, current),
    " the rows as they are now.",
  );
}

/** Roles that see nothing of a table: their names, and behind them why. */
function blindRoles(table, names) {
  const why = names.map((name) => roleDetail(table, { name, about: "" }));
  const summary = element("summary", {}, `Nothing is visible to: ${names.join(", ")}`);
  return element("details", { class: "blind" }, summary, ...why);
}

function roleDetail(table, { name, about }) {
  const groups = cellsOf(table, name)
    .filter(({ access }) => access !== "none")
    .map((cell) => cellDetail(table, cell));
  const hidden = (Object.hasOwn(table.hidden, name) ? table.hidden[name] : []).map((group) =>
    hiddenDetail(table, group),
  );
  return element(
    "section",
    {},
    element("h3", {}, name),
    element("p", { class: "about" }, about),
    ...groups,
    ...hidden,
  );
}

/** Columns whose values a role does not see, and the rules that hide them, each with its place. */
function hiddenDetail(table, [columns, because]) {
  const names = (columns ?? [...table.columns.keys()]).map((index) => table.columns[index][0]);
  return element(
    "div",
    { class: "cell hidden" },
    element("p", {}, element("strong", {}, "hidden"), ", because"),
    element("ul", {}, ...because.map((index) => element("li", {}, data.texts[index]))),
    element("p", { class: "columns" }, names.join(", ")),
  );
}

function cellDetail(table, { access, rows, because, columns }) {
  const kind = access === "filtered" ? "rows" : access;
  const text = rows < 0 ? "no rows" : data.texts[rows] === "all" ? "all rows" : data.texts[rows];
  return element(
    "div",
    { class: `cell ${kind}` },
    element(
      "p",
      {},
      element("span", { class: "mark", "aria-hidden": "true" }, kinds[kind].mark),
      element("strong", {}, ` ${access}`),
      ", ",
      rows >= 0 && data.texts[rows] !== "all" ? element("code", {}, text) : text,
    ),
    element("p", { class: "columns" }, columns.map((index) => table.columns[index][0]).join(", ")),
    element("ul", {}, ...because.map((index) => element("li", {}, data.texts[index]))),
  );
}

function columnList(table) {
  const rows = table.columns.map(([name, index, origin]) =>
    element(
      "tr",
      {},
      element("td", {}, name),
      element(
        "td",
        {},
        element("span", { class: `tag ${tagKind(data.texts[index])}` }, data.texts[index]),
      ),
      origin === undefined ? undefined : element("td", {}, `made of ${data.texts[origin]}`),
    ),
  );
  return element(
    "details",
    {},
    element("summary", {}, `Columns (${table.columns.length}) and their sensitivity`),
    element("table", { class: "columns" }, element("tbody", {}, ...rows)),
  );
}

/** A link that was pasted into the page's own window. */
addEventListener("hashchange", () => {
  Object.assign(asked, filtersOfUrl(location.hash, choices), { shown: rowsAtATime });
  for (const name of filterNames) {
    const field = document.getElementById(`by-${name}`);
    if (field) field.value = asked[name];
  }
  showGrid();
});

document.title = `Who sees what · ${data.platform} in ${data.environment}`;
page.append(
  header(),
  notices(),
  filters(),
  legend(),
  element("div", { id: "grid" }),
  element("dialog", { id: "detail", "aria-label": "Details" }),
);
showGrid();

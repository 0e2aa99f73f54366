// biome-ignore-all lint/correctness/noUnusedVariables: the files of the page are joined to one script.
// One table at a time: what each role sees of it, and why.

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

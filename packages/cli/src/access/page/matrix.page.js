// The page itself: it is put together once all parts are there.

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

document.title = `Who sees what · ${data.platform} in ${data.environment}`;
document
  .getElementById("page")
  .append(
    header(),
    notices(),
    filters(),
    legend(),
    element("div", { id: "grid" }),
    element("dialog", { id: "detail", "aria-label": "Details" }),
  );
showGrid();

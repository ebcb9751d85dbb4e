(() => {
  const filters = $("#filters");
  const list = $(".index");
  const rows = all("li", list);
  const rules = new Map(rows.map((row) => [row, new Map(row.dataset.rules.split(" ").filter(Boolean).map((one) => {
    const at = one.lastIndexOf(":");
    return [one.slice(0, at), Number(one.slice(at + 1))];
  }))]));
  const words = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));
  const number = (row, name) => Number(row.dataset[name] ?? 0);

  const apply = () => {
    const severity = $("#by-severity").value;
    const rule = $("#by-rule").value;
    const year = $("#by-year").value;
    const wanted = $("#by-text").value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const row of rows) {
      const takes = (!severity || (severity === "none" ? !number(row, "findings") : number(row, severity) > 0))
        && (!rule || rules.get(row).has(rule)) && (!year || row.dataset.year === year)
        && wanted.every((word) => words.get(row).includes(word));
      row.hidden = !takes;
      shown += takes;
      $(".of-rule", row).textContent = takes && rule ? `${rule}: ${rules.get(row).get(rule)}` : "";
      const link = $("a", row);
      link.href = link.getAttribute("href").split("#")[0] + (rule ? `#r-${rule}` : "");
    }
    $("#shown").textContent = `${shown} / ${rows.length}`;
  };

  const order = () => {
    const by = $("#order").value;
    const rule = $("#by-rule").value;
    const weight = (row) => by === "findings" && rule ? rules.get(row).get(rule) ?? 0 : number(row, by);
    list.append(...(by ? [...rows].sort((one, other) => weight(other) - weight(one)) : rows));
  };

  let waiting;
  filters.addEventListener("change", () => {
    apply();
    order();
  });
  filters.addEventListener("input", (event) => {
    if (event.target.type !== "search") return;
    clearTimeout(waiting);
    waiting = setTimeout(apply, 120);
  });
  $("#reset").addEventListener("click", () => {
    for (const field of all("select, [type=search]", filters)) field.value = "";
    apply();
    order();
  });
  for (const button of all("button[data-rule]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      $("#by-rule").value = button.dataset.rule;
      apply();
      order();
      $("#documents").scrollIntoView();
    });
  }
  speakAsAsked();
  filters.hidden = false;
  apply();
})();

(() => {
  const filters = $("#filters");
  const findings = all("#findings .finding");
  const sections = all("#findings .document");
  const words = new WeakMap();

  const textOf = (finding) => {
    if (!words.has(finding)) {
      const section = finding.closest(".document").querySelector("h3");
      const project = finding.closest(".project").querySelector("h4");
      words.set(finding, [section, project, finding].map((node) => node.textContent).join(" ").toLowerCase());
    }
    return words.get(finding);
  };

  const apply = () => {
    const severities = new Set(all("[name=severity]:checked", filters).map((box) => box.value));
    const rule = $("#by-rule").value;
    const number = $("#by-document").value;
    const wanted = $("#by-text").value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    const onlyNew = $("#only-new")?.checked;
    let shown = 0;
    for (const section of sections) {
      const takesDocument = !number || section.dataset.document === number;
      let inSection = 0;
      for (const project of all(".project", section)) {
        let inProject = 0;
        for (const one of all(".finding", project)) {
          const takes = takesDocument && severities.has(one.dataset.severity) && (!rule || one.dataset.rule === rule)
            && (!onlyNew || one.dataset.state === "new")
            && (!wanted.length || wanted.every((word) => textOf(one).includes(word)));
          one.hidden = !takes;
          inProject += takes;
        }
        project.hidden = !inProject;
        inSection += inProject;
      }
      section.hidden = !inSection;
      shown += inSection;
    }
    $("#shown").textContent = `${shown} / ${findings.length}`;
  };

  let waiting;
  const soon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(apply, 120);
  };
  filters.addEventListener("change", apply);
  filters.addEventListener("input", (event) => event.target.type === "search" && soon());
  $("#reset").addEventListener("click", () => {
    for (const box of all("[name=severity]", filters)) box.checked = true;
    for (const field of all("select, [type=search]", filters)) field.value = "";
    if ($("#only-new")) $("#only-new").checked = false;
    apply();
  });

  const reveal = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    if (target.matches("details")) target.open = true;
    if (target.closest("#findings") && target.hidden) $("#reset").click();
    target.scrollIntoView();
  };
  addEventListener("hashchange", reveal);

  speakAsAsked();
  if (findings.length) {
    filters.hidden = false;
    apply();
  }
  reveal();
})();

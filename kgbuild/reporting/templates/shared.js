"use strict";
const $ = (selector, within = document) => within.querySelector(selector);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];

// The language goes from page to page in the address: ?lang=en
const speak = () => {
  const language = $("[name=language]:checked").value;
  document.documentElement.lang = language === "en" ? "en" : "zh-CN";
  for (const link of all("a[data-page]")) {
    const [address, place] = link.getAttribute("href").split("#");
    link.href = `${address.split("?")[0]}?lang=${language}${place ? `#${place}` : ""}`;
  }
};
const speakAsAsked = () => {
  const asked = new URLSearchParams(location.search).get("lang");
  const known = all("[name=language]").find((one) => one.value === asked);
  if (known) known.checked = true;
  $(".languages").addEventListener("change", speak);
  speak();
};

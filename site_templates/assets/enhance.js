// 没有脚本时网站照样可用；这里只加三样：大字、复制网址、打印日期。
"use strict";
(() => {
  const root = document.documentElement;
  const stored = () => {
    // Storage may be forbidden; the mode then lasts for this page only.
    try { return localStorage.getItem("size"); } catch { return null; }
  };
  const store = (size) => {
    try { localStorage.setItem("size", size); } catch { /* see stored() */ }
  };
  const show = (size) => {
    if (size === "large") root.dataset.size = "large";
    else delete root.dataset.size;
  };

  // In the head and before the body, so that the page does not jump after it is painted.
  show(stored());

  document.addEventListener("DOMContentLoaded", () => {
    for (const button of document.querySelectorAll("button[data-large]")) {
      const say = () => button.setAttribute("aria-pressed", String(root.dataset.size === "large"));
      button.hidden = false;
      say();
      button.addEventListener("click", () => {
        const size = root.dataset.size === "large" ? "normal" : "large";
        show(size);
        store(size);
        say();
      });
    }

    for (const button of document.querySelectorAll("button[data-copy]")) {
      if (!navigator.clipboard) continue;
      button.hidden = false;
      button.addEventListener("click", async () => {
        const address = document.querySelector("link[rel=canonical]")?.href ?? location.href;
        await navigator.clipboard.writeText(address);
        button.textContent = "已复制";
      });
    }

    // Browsers that cannot open details by style alone get it open on wide screens.
    if (!CSS.supports("selector(::details-content)") && matchMedia("(min-width: 960px)").matches) {
      for (const details of document.querySelectorAll("details[data-wide]")) details.open = true;
    }
  });

  addEventListener("beforeprint", () => {
    const now = new Date();
    const words = `${now.getFullYear()}年${now.getMonth() + 1}月${now.getDate()}日`;
    for (const place of document.querySelectorAll("[data-printed]")) place.textContent = `打印于${words}`;
  });
})();

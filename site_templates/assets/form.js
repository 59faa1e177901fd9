// 网页表单：先看一遍要保存的文字（detector.js、likely.js），有不能公开的不保存；标识改了的也不保存；再去掉首尾的空格，把只用来定位置的字段拿掉。
"use strict";
(() => {
  // The program is started below, when what is asked before saving stands.
  window.CMS_MANUAL_INIT = true;
  const PREFERENCES = "sveltia-cms.prefs";
  try {
    const chosen = JSON.parse(localStorage.getItem(PREFERENCES) ?? "{}");
    localStorage.setItem(PREFERENCES, JSON.stringify({ locale: "zh-CN", ...chosen }));
  } catch { /* storage may be forbidden: then the browser's own language decides */ }

  const values = (value, path) => {
    if (value === undefined || value === null) return [];
    if (Array.isArray(value)) return value.flatMap((one) => values(one, path));
    if (!path.length) return [String(value)];
    return typeof value === "object" ? values(value[path[0]], path.slice(1)) : [];
  };

  // A credit code is private only in outcomes, which the form does not have.
  const look = (data, scanned, known) => Object.entries(scanned ?? {}).flatMap(([path, label]) =>
    values(data, path.split(".")).flatMap((text) => window.mingze.find(text, known)
      .filter((one) => one.kind !== "credit").map((one) => ({ ...one, label }))));

  // A question that Esc answers with no. Everything in it is text: a record can hold anything.
  const ask = (title, lines, goOn) => new Promise((answer) => {
    const dialog = document.createElement("dialog");
    const add = (name, words, parent = dialog) => {
      const element = parent.appendChild(document.createElement(name));
      element.textContent = words;
      return element;
    };
    add("h2", title);
    const list = add("ul", "");
    for (const line of lines) add("li", line, list);
    const done = (yes) => {
      dialog.remove();
      answer(yes);
    };
    add("button", "回去改").addEventListener("click", () => done(false));
    if (goOn) add("button", goOn).addEventListener("click", () => done(true));
    dialog.addEventListener("cancel", () => done(false));
    dialog.className = "asked";
    document.body.append(dialog);
    dialog.showModal();
  });

  // Nobody sees the blanks around a text, and none of them is meant.
  const trimmed = (value) => {
    if (typeof value === "string") return value.replace(/^[^\S\n]+|[^\S\n]+$/g, "");
    return typeof value?.map === "function" ? value.map(trimmed) : value;
  };

  // A record's id is the name of its file or of the file's folder, and what others refer to.
  const namedOtherwise = (entry, id) => {
    const path = entry.get("path");
    return !entry.get("newRecord") && path && id !== undefined
      && !path.replace(/\.[^./]*$/, "").split("/").slice(-2).includes(String(id));
  };

  const stop = async (title, lines) => {
    await ask(title, lines);
    throw new Error(title);
  };

  const beforeSaving = async ({ entry: typed }, scanned, takenOut, known) => {
    const entry = typed.update("data", trimmed);
    const register = entry.get("collection") === "_singletons" ? entry.get("slug") : entry.get("collection");
    const data = entry.get("data").toJS();
    const places = takenOut[entry.get("collection")] ?? [];
    const missing = places.filter((name) => !data[name]);
    if (entry.get("newRecord") && missing.length) {
      await stop("没有保存：还没有选这条记录归谁", ["新建的，先在最上面选“部门”等只在新建时选的几项，文件才知道放在哪里。"]);
    }
    if (namedOtherwise(entry, data.id)) {
      await stop("没有保存：标识改了", [
        `文件是 ${entry.get("path")}，“标识”写的是“${data.id}”。标识定了就不再改：别处凭它引用，网址里也有它。请改回原来的。`,
      ]);
    }
    const seen = look(data, scanned[register] ?? scanned[entry.get("slug")], known);
    const shown = ({ text, start }) =>
      `${text.slice(0, text.length > 4 ? 2 : 1)}…（从第${start + 1}个字起，共${text.length}个字符）`;
    const said = (one) => `“${one.label}”里${one.certain ? "有" : "可能有"}${one.why}：${shown(one)}`;
    if (seen.some((one) => one.certain)) {
      await stop("没有保存：里面有不能公开的内容", seen.map(said));
    }
    if (seen.length && !(await ask("先核对：这些是不是某个人的？", seen.map(said), "都不是，保存"))) {
      throw new Error("回去核对");
    }
    return places.reduce((made, name) => made.deleteIn(["data", name]), entry);
  };

  addEventListener("DOMContentLoaded", () => {
    const { CMS } = window;
    if (!CMS) return;
    const scanned = JSON.parse(document.body.dataset.scanned);
    const takenOut = JSON.parse(document.body.dataset.takenOut);
    const known = JSON.parse(document.body.dataset.known);
    CMS.registerEventListener({ name: "preSave", handler: (event) => beforeSaving(event, scanned, takenOut, known) });
    document.getElementById("opening")?.remove();
    CMS.init();
  });
})();

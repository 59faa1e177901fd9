// 网页表单：先看一遍要保存的文字，有身份号码、电话、银行卡号的不保存；再把只用来定位置的字段拿掉。
// 找号码的办法与 generator/masking/ 里的相同，tests/test_form.py 拿同样的句子比两边。
"use strict";
(() => {
  // The program is started below, when what is asked before saving stands.
  window.CMS_MANUAL_INIT = true;
  const PREFERENCES = "sveltia-cms.prefs";
  try {
    const chosen = JSON.parse(localStorage.getItem(PREFERENCES) ?? "{}");
    localStorage.setItem(PREFERENCES, JSON.stringify({ locale: "zh-CN", ...chosen }));
  } catch { /* storage may be forbidden: then the browser's own language decides */ }

  const DASHES = /[‐‑‒–—―−－﹣⁃]/g;

  // The Python table folds character by character too, so that ①138… does not become 1138….
  const fold = (text) => text
    .replace(/\p{Cf}|\u20e3|[\ufe00-\ufe0f]/gu, "")
    .replace(DASHES, "-")
    .replace(/[\p{Zs}\t]/gu, " ")
    .replace(/[！-～]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0));

  const compact = (number) => number.replace(/[ -]/g, "").replace("×", "X").toUpperCase();
  const REGION = /^(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|9[1-9])/;
  const isDate = (year, month, day) => {
    const found = new Date(Date.UTC(year, month - 1, day));
    return year >= 1900 && year < 2100 && found.getUTCMonth() === month - 1 && found.getUTCDate() === day;
  };
  const born = (number) => REGION.test(number)
    && isDate(Number(number.slice(6, 10)), Number(number.slice(10, 12)), Number(number.slice(12, 14)));
  const checked = (number) => {
    const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const sum = weights.reduce((total, weight, at) => total + weight * Number(number[at]), 0);
    return "10X98765432"[sum % 11] === number[17];
  };
  const luhn = (number) => [...number].reverse().reduce((sum, digit, at) => {
    const value = Number(digit) * (at % 2 ? 2 : 1);
    return sum + (value > 9 ? value - 9 : value);
  }, 0) % 10 === 0;

  const SAYS_IDENTITY = /(?:身份|证件号|证号|户籍|公民)[^。；;,，]{0,12}$/;
  const SERIAL = /(?:[第字〕\]]|注册号|登记号|编号|许可证|备案|订单号?|[单票案文件批注册]号|流水号?|条码|追溯码|序列号|批次|识别码|代码|型号|受理号)[ :]?[^。；;,，]{0,8}$/;
  const PUBLIC_LINE = /(?:举报|投诉|监督|咨询|热线|服务|值班|传真|客服)[^。；;,，]{0,8}$/;
  const TREASURY = /(?:罚没|罚款|国库|财政|非税|专户|代收|缴款)[^。；;]{0,16}$/;
  const SAYS_BANK = /(?:银行|卡号|账号|帐号|账户|帐户|开户|储蓄|信用卡|借记卡|存折)[^。；;]{0,12}$/;
  const AREA = "0(?:10|2[0-9]|[3-9][0-9]{2})";
  const LOCAL = "[2-9](?:[0-9]{2}[ -]?[0-9]{4}|[0-9]{3}[ -]?[0-9]{4})";
  const NOT_BEFORE = "(?<![0-9])(?<![0-9]\\.)(?<![0-9]-)";
  const NOT_AFTER = "(?![0-9])(?!\\.[0-9])(?! ?(?:元|万元|亿|吨|千克|公斤|克|毫升|件|个|台|只|份|米|平方|立方|次|%))";

  // What it is called, how it looks, and whether it is certain: true, false, or undefined for none at all.
  const KINDS = [
    ["身份号码", /(?<![0-9])[1-9](?:[ -]?[0-9]){16}[ -]?[0-9Xx×](?![0-9])/g, (found, before) => {
      const number = compact(found);
      const said = SAYS_IDENTITY.test(before);
      const serial = !said && SERIAL.test(before);
      if (born(number) && checked(number)) return !serial;
      return said || (born(number) && !serial) ? false : undefined;
    }],
    ["15位身份号码", /(?<![0-9])[1-8](?:[ -]?[0-9]){14}(?![0-9])/g, (found, before) => {
      const number = compact(found);
      const real = REGION.test(number)
        && isDate(1900 + Number(number.slice(6, 8)), Number(number.slice(8, 10)), Number(number.slice(10, 12)));
      if (!real) return undefined;
      if (SAYS_IDENTITY.test(before)) return true;
      return SERIAL.test(before) ? undefined : false;
    }],
    ["银行卡号", /(?<![0-9A-Za-z])(?<![0-9A-Za-z][-.])[0-9](?:[ -]?[0-9]){15,18}(?![0-9A-Za-z])(?![-.][0-9A-Za-z])/g, (found, before) => {
      const number = compact(found);
      if (number.length === 18 && born(number) && checked(number)) return undefined;
      const serial = !SAYS_BANK.test(before) && SERIAL.test(before);
      if (luhn(number) && /^(?:62|4|5)/.test(number)) return !serial;
      return serial || TREASURY.test(before) ? undefined : false;
    }],
    ["手机号码", new RegExp(`${NOT_BEFORE}(?:\\(?(?:\\+|00)?86\\)?[- ]?)?1[3-9](?:[0-9][ -]?[0-9]{4}[ -]?[0-9]{4}|[0-9]{2}[ -][0-9]{3}[ -][0-9]{4}|[0-9][ -][0-9]{3}[ -][0-9]{5})${NOT_AFTER}`, "g"),
      (found, before) => !/(?:[第字〕\]]|单号|批号|编号|条码)[ :]?$/.test(before)],
    ["固定电话号码", new RegExp(`${NOT_BEFORE}(?:\\(${AREA}\\)[ -]?|(?:\\+?86[- ]?)?${AREA}[- ])${LOCAL}(?:(?:-|转)[0-9]{1,5})?(?![0-9])(?!-[0-9])`, "g"),
      (found, before) => !PUBLIC_LINE.test(before)],
  ];

  const find = (words) => {
    const text = fold(words);
    const taken = [];
    const found = [];
    for (const [why, looks, certain] of KINDS) {
      for (const match of text.matchAll(looks)) {
        const [start, end] = [match.index, match.index + match[0].length];
        if (taken.some(([from, until]) => start < until && from < end)) continue;
        const sure = certain(match[0], text.slice(Math.max(0, start - 20), start));
        if (sure === undefined) continue;
        taken.push([start, end]);
        found.push({ why, certain: sure, shown: `${match[0].slice(0, 2)}…（共${match[0].length}个字符）` });
      }
    }
    return found;
  };

  const values = (value, path) => {
    if (value === undefined || value === null) return [];
    if (Array.isArray(value)) return value.flatMap((one) => values(one, path));
    if (!path.length) return [String(value)];
    return typeof value === "object" ? values(value[path[0]], path.slice(1)) : [];
  };

  const look = (data, scanned) => Object.entries(scanned ?? {}).flatMap(([path, label]) =>
    values(data, path.split(".")).flatMap((text) => find(text).map((one) => ({ ...one, label }))));

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

  const stop = async (title, lines) => {
    await ask(title, lines);
    throw new Error(title);
  };

  const beforeSaving = async ({ entry }, scanned, takenOut) => {
    const register = entry.get("collection") === "_singletons" ? entry.get("slug") : entry.get("collection");
    const data = entry.get("data").toJS();
    const places = takenOut[entry.get("collection")] ?? [];
    const missing = places.filter((name) => !data[name]);
    if (entry.get("newRecord") && missing.length) {
      await stop("没有保存：还没有选这条记录归谁", ["新建的，先在最上面选“部门”等只在新建时选的几项，文件才知道放在哪里。"]);
    }
    const seen = look(data, scanned[register] ?? scanned[entry.get("slug")]);
    const said = (one) => `“${one.label}”里${one.certain ? "有" : "可能有"}${one.why}：${one.shown}`;
    if (seen.some((one) => one.certain)) {
      await stop("没有保存：里面有不能公开的号码", seen.map(said));
    }
    if (seen.length && !(await ask("先核对：这些号码是不是某个人的？", seen.map(said), "都不是，保存"))) {
      throw new Error("回去核对号码");
    }
    return places.reduce((made, name) => made.deleteIn(["data", name]), entry);
  };

  window.mingze = { find, look };

  addEventListener("DOMContentLoaded", () => {
    const { CMS } = window;
    if (!CMS) return;
    const scanned = JSON.parse(document.body.dataset.scanned);
    const takenOut = JSON.parse(document.body.dataset.takenOut);
    CMS.registerEventListener({ name: "preSave", handler: (event) => beforeSaving(event, scanned, takenOut) });
    document.getElementById("opening")?.remove();
    CMS.init();
  });
})();

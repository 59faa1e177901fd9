/* 站内检索页。

   The index knows exactly which pages hold a query (generator/site/tokens.py says how text becomes
   words); this module asks it, and shows the hits by register with the words around them. A search
   is its address: ?q= and the filters. Everything is fetched from the site itself.

   A case is shown by what tells it from others: its outcome, its number, its day, its facts. Its title
   and its power's name are the same on many.

   A query in people's own words (过期食品) is asked once more in the law's (超过保质期): what only
   that finds stands in groups of its own, below, and is never counted among the exact hits.

   In the page: <div id="search" data-pagefind="../pagefind/" data-examples="词;词"> with
   <form role="search"> (input name="q") and <div id="search-results">. */

const FACETS = { register: "类别", department: "部门", type: "类型", year: "年份" };
const FIRST = 10; // hits of a group that are open at once
const ALL = 3000; // up to so many hits, every one's link stands in the page at once
const AROUND = 40; // characters of context on each side
const LEAD = 70; // characters of a page's first block, where the words stand elsewhere
const BUCKETS = 32; // of units, as search_files.py makes them
const COMMON = 1 / 3; // a term on more than this share of all pages leads nowhere: it is said, not listed

/* ---- Text: the same cuts as tokens.py --------------------------------------------------- */

const WHITE = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff\\u{10ffff}";
const RUN = "0-9A-Za-z\\uff10-\\uff19\\uff21-\\uff3a\\uff41-\\uff5a";
const SPACE = new RegExp(`[${WHITE}]+`, "gu");
const NEEDLESS = new RegExp(`(?<![${RUN}]) | (?![${RUN}])`, "gu");
const UNIT = new RegExp(`[${RUN}]+|.`, "gsu");
const IN_RUN = new RegExp(`[${RUN}]`, "u");
const PLAIN = /[0-9a-z\u3400-\u4dbf\u4e00-\u9fff]/;

export function tidy(text) {
  return text.replace(SPACE, " ").replace(NEEDLESS, "");
}

/** Lower case and half width, each character in its place. */
function lower(text) {
  return text
    .replace(/[０-９Ａ-Ｚａ-ｚ]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/[A-Z]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 32));
}

function encode(text) {
  let code = "";
  for (const char of text) {
    const point = char.codePointAt(0);
    code += PLAIN.test(char)
      ? char
      : String.fromCharCode(0xa000 + (point >> 10), 0xa000 + (point & 1023));
  }
  return code;
}

function units(query) {
  return lower(tidy(query)).match(UNIT) ?? [];
}

/** The words that must follow one another on a page that holds the query; "" for no query. */
export function phrase(query) {
  const cut = units(query);
  if (cut.length < 2) return cut.map(encode).join("");
  return cut.slice(1).map((unit, before) => encode(cut[before] + unit)).join(" ");
}

/** Where a query stands in a tidy text: pairs of start and end; runs of digits count whole. */
export function places(text, query) {
  const wanted = lower(tidy(query));
  const found = [];
  if (!wanted) return found;
  const within = lower(text);
  const inRun = (at) => at >= 0 && at < within.length && IN_RUN.test(within[at]);
  const oneRun = new RegExp(`^[${RUN}]+$`, "u").test(wanted);
  for (let at = within.indexOf(wanted); at >= 0; at = within.indexOf(wanted, at + 1)) {
    const end = at + wanted.length;
    const cutsBefore = inRun(at) && inRun(at - 1);
    const cutsAfter = !oneRun && inRun(end - 1) && inRun(end);
    if (!cutsBefore && !cutsAfter) found.push([at, end]);
  }
  return found;
}

/** A decision number as it is written, 明市监罚[2025] 12 号 → 明市监罚〔2025〕12号; else as asked. */
export function asNumber(query) {
  const asked = tidy(query);
  const half = asked.replace(/[！-～]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0));
  const parts = /^(.*?)[[({【〔](\d{4})年?[\])}】〕]第?0*(\d+)号?$/.exec(half);
  return parts ? `${parts[1]}〔${parts[2]}〕${parts[3]}号` : asked;
}

/* ---- The index ---------------------------------------------------------------------------- */

class Indexes {
  constructor(base) {
    this.base = base;
    this.tables = new Map();
    this.sharings = new Map();
    this.buckets = new Map();
    this.texts = new Map();
  }

  /** Load what lists the indexes, people's words for the law's terms, and the newest index. */
  async open() {
    const manifest = fetched(new URL("indexes.json", this.base)).then((response) => response.json());
    const terms = unpacked(new URL("wordings.json.gz", this.base), "");
    [this.manifest, this.terms] = await Promise.all([manifest, terms]);
    this.names = this.manifest.indexes.map((index) => index.name);
    if (!this.names.length) return;
    const path = (name) => new URL(`${name}/`, this.base).pathname;
    const library = await import(`${path(this.names[0])}pagefind.js`);
    // The library reads the page's language and, where it is Chinese, cuts the query into words of
    // its own; the index then finds nothing. It reads it on making the instance.
    const page = document.documentElement;
    const language = page.lang;
    page.lang = "x";
    try {
      this.engine = library.createInstance({ basePath: path(this.names[0]) });
      await this.engine.init();
    } finally {
      page.lang = language;
    }
    this.older = () =>
      (this.merging ??= Promise.all(
        this.names.slice(1).map((name) => this.engine.mergeIndex(path(name), { language: "x" })),
      ));
  }

  /** The pages that hold the query, newest first; `whole`: of all indexes, not of the newest. */
  async find(query, whole) {
    const cut = units(query);
    if (!cut.length || !this.engine) return [];
    if (cut.length === 1) {
      const names = whole ? this.names : this.names.slice(0, 1);
      return (await Promise.all(names.map((name) => this.withUnit(name, cut[0])))).flat();
    }
    if (whole) await this.older();
    const { results } = await this.engine.search(`"${phrase(query)}"`);
    const found = new Map();
    for (const { id } of results) {
      if (!found.has(indexOf(id))) found.set(indexOf(id), []);
      found.get(indexOf(id)).push(id);
    }
    const names = this.names.filter((name) => found.has(name));
    return (await Promise.all(names.map((name) => this.withIds(name, found.get(name))))).flat();
  }

  /** The pages of an index that hold one character, or a run of digits or letters that begins so. */
  async withUnit(name, unit) {
    const path = `${name}/units/${unit.codePointAt(0) % BUCKETS}.json.gz`;
    const table = await remembered(this.buckets, path, () => unpacked(new URL(path, this.base), ""));
    const found = Object.keys(table).filter((other) => other.startsWith(unit));
    return this.withDocuments(name, found.flatMap((other) => numbers(table[other])));
  }

  /** The pages of an index that have a document of these ids. */
  async withIds(name, ids) {
    const pages = await this.table(name);
    const places = new Map(pages.map(({ id }, place) => [id, place]));
    if (ids.some((id) => !places.has(id))) {
      for (const { id } of await this.shared(name)) places.set(id, places.size);
    }
    const found = ids.map((id) => places.get(id));
    if (found.includes(undefined)) throw new Error("pages.json.gz or shared.json.gz does not fit the index");
    return this.withDocuments(name, found);
  }

  /** The pages of an index that have one of some documents: their own, or one that they share. */
  async withDocuments(name, found) {
    const pages = await this.table(name);
    const hits = new Set(found);
    if (found.some((document) => document >= pages.length)) {
      const shared = await this.shared(name);
      for (const document of found) for (const page of shared[document - pages.length]?.pages ?? []) hits.add(page);
    }
    return pages.filter((_, number) => hits.has(number));
  }

  /** The pages that hold a term of the law, newest first: the build has written them down. */
  async holding(wording) {
    const number = this.terms.indexOf(wording);
    const found = await unpacked(new URL(`terms/${number}.json.gz`, this.base), "");
    const names = this.names.filter((name) => found[name]);
    const tables = await Promise.all(names.map((name) => this.table(name)));
    return names.flatMap((name, place) => found[name].map((page) => tables[place][page]));
  }

  table(name) {
    return remembered(this.tables, name, async () => {
      const rows = await unpacked(new URL(`${name}/pages.json.gz`, this.base), "");
      return rows.map(([id, url, title, register, year, department, type]) => ({
        id,
        url,
        title,
        register: [register],
        year: year === null ? [] : [String(year)],
        department,
        type,
      }));
    });
  }

  /** The texts that several pages have. */
  shared(name) {
    return remembered(this.sharings, name, async () => {
      const rows = await unpacked(new URL(`${name}/shared.json.gz`, this.base), "");
      return rows.map(([id, ...gaps]) => ({ id, pages: numbers(gaps) }));
    });
  }

  /** The blocks of a page's text, of which the first is its title, and what its hit says beside them. */
  text(id) {
    return remembered(this.texts, id, async () => {
      const address = new URL(`${indexOf(id)}/fragment/${id}.pf_fragment`, this.base);
      const { content, outcome = "", details = [], leads = false } = await unpacked(address, "pagefind_dcd");
      return { blocks: content.split("\n"), outcome, details, leads };
    });
  }

  /** What the law calls what the query says; of words that overlap, the longer is meant. */
  wordings(query) {
    const asked = tidy(query);
    const found = this.terms.flatMap((wording) =>
      wording.words.flatMap((word) => places(asked, word).map(([start, end]) => ({ wording, start, end }))),
    );
    const within = (one, other) =>
      other.start <= one.start && one.end <= other.end && other.end - other.start > one.end - one.start;
    const meant = found.filter((one) => !found.some((other) => within(one, other)));
    return [...new Set(meant.map(({ wording }) => wording))];
  }

  label(facet, value) {
    return this.manifest.labels[facet]?.[value] ?? (facet === "year" ? `${value}年` : value);
  }
}

/** Numbers that go up, of the first and the gap before each other. */
function numbers(gaps) {
  let number = 0;
  return gaps.map((gap) => (number += gap));
}

/** The index that a page's id is from: x2026_ab12 → 2026. */
function indexOf(id) {
  return id.slice(1, id.lastIndexOf("_"));
}

function remembered(map, key, make) {
  if (!map.has(key)) {
    const made = make();
    map.set(key, made);
    made.catch(() => map.delete(key));
  }
  return map.get(key);
}

async function fetched(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${response.status} ${address}`);
  return response;
}

async function unpacked(address, signature) {
  const packed = await (await fetched(address)).blob();
  const start = new Uint8Array(await packed.slice(0, 2).arrayBuffer());
  // A server may have unpacked it on the way, because of its name.
  const isPacked = start[0] === 0x1f && start[1] === 0x8b;
  const plain = isPacked ? packed.stream().pipeThrough(new DecompressionStream("gzip")) : packed;
  const text = await new Response(plain).text();
  return JSON.parse(text.slice(signature.length));
}

/* ---- The address -------------------------------------------------------------------------- */

function readAddress() {
  const parameters = new URLSearchParams(location.search);
  const state = { q: (parameters.get("q") ?? "").trim() };
  for (const facet of Object.keys(FACETS)) state[facet] = parameters.get(facet) ?? "";
  return state;
}

function address(state) {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(state)) if (value) parameters.set(name, value);
  const asked = parameters.toString();
  return `${location.pathname}${asked && `?${asked}`}`;
}

/* ---- What is shown ------------------------------------------------------------------------ */

function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (value !== null) made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

function marked(text, query, from = 0, to = text.length) {
  const parts = [];
  let at = from;
  for (const [start, end] of places(text, query)) {
    if (start < at || end > to) continue;
    parts.push(text.slice(at, start), element("mark", {}, text.slice(start, end)));
    at = end;
  }
  parts.push(text.slice(at, to));
  return parts.filter((part) => part !== "");
}

/** The sentence around the first place of the query; the page's beginning where only its title
    holds it. The heading says again what the link above it says. Where a page says which block
    `leads`, only that one is shown. */
function excerpt([title, ...all], query, leads) {
  const blocks = leads ? all.slice(0, 1) : all.filter((text) => text !== title);
  const block = blocks.find((text) => places(text, query).length);
  const text = block ?? blocks.find((other) => other.length > AROUND) ?? blocks[0] ?? "";
  const [start, end] = places(text, query)[0] ?? [0, leads ? LEAD : AROUND];
  const from = edge(text, start - AROUND, -1);
  const to = edge(text, end + AROUND, 1);
  return [from > 0 ? "…" : "", ...marked(text, query, from, to), to < text.length ? "…" : ""];
}

/** The nearest place outward that cuts no run of digits or letters and no pair of surrogates. */
function edge(text, at, step) {
  const cuts = (place) =>
    (IN_RUN.test(text[place - 1]) && IN_RUN.test(text[place])) || /[\udc00-\udfff]/.test(text[place]);
  while (at > 0 && at < text.length && cuts(at)) at += step;
  return Math.min(Math.max(at, 0), text.length);
}

class SearchPage {
  constructor(container) {
    this.form = container.querySelector("form[role=search]");
    this.input = this.form.querySelector("input[name=q]");
    this.results = container.querySelector("#search-results");
    const base = container.dataset.pagefind;
    this.base = base ? new URL(base, document.baseURI) : new URL("../pagefind/", import.meta.url);
    this.indexes = new Indexes(this.base);
    this.examples = (container.dataset.examples ?? "").split(/[;；]/).filter(Boolean);
    this.pageTitle = document.title;
    this.run = 0;
    // Here before the first result, so that readers of the screen are told of its change.
    this.summary = element("p", { class: "search-summary", role: "status", "aria-live": "polite" });
    this.body = element("div");
    this.results.replaceChildren(this.summary, this.body);
    this.filler = new IntersectionObserver((seen) => {
      for (const { isIntersecting, target } of seen) if (isIntersecting) this.fill(target);
    }, { rootMargin: "1000px" });
    this.waiting = new WeakMap();
  }

  start() {
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.go({ q: this.input.value.trim() });
    });
    window.addEventListener("popstate", () => this.show());
    return this.show();
  }

  go(state) {
    const target = address(state);
    if (target !== `${location.pathname}${location.search}`) history.pushState(null, "", target);
    return this.show();
  }

  /** Show what the address asks for. */
  async show() {
    const run = ++this.run;
    const state = readAddress();
    this.input.value = state.q;
    document.title = state.q ? `查“${state.q}” · ${this.pageTitle}` : this.pageTitle;
    if (!tidy(state.q)) return this.showExamples();
    this.results.setAttribute("aria-busy", "true");
    this.summary.replaceChildren(`正在查找“${state.q}”…`);
    this.body.replaceChildren();
    try {
      await (this.opening ??= this.indexes.open());
      if (run !== this.run) return undefined;
      if (!this.indexes.merging && this.indexes.names.length > 1) {
        const newest = await this.indexes.find(state.q, false);
        if (run !== this.run) return undefined;
        if (newest.length) this.showHits(state, newest, false);
      }
      const hits = await this.indexes.find(state.q, true);
      if (run !== this.run) return undefined;
      const [more, common] = await this.byTerms(state.q, hits);
      if (run !== this.run) return undefined;
      if (hits.length || more.length) this.showHits(state, hits, true, more, common);
      else await this.showNothing(state, run, common);
    } catch (error) {
      console.error(error);
      this.opening = undefined;
      this.indexes = new Indexes(this.base);
      if (run === this.run) this.showFailure();
    }
    if (run === this.run) this.results.removeAttribute("aria-busy");
    return undefined;
  }

  /** What the law's terms find beyond the hits, and beyond the terms before; and the terms that stand
      on so many pages that a list of them would answer nothing. */
  async byTerms(query, hits) {
    const shown = new Set(hits.map((hit) => hit.id));
    const groups = [];
    const common = [];
    for (const wording of this.indexes.wordings(query)) {
      const found = await this.indexes.holding(wording);
      if (found.length > COMMON * this.indexes.manifest.total) {
        common.push(wording);
        continue;
      }
      const more = found.filter((hit) => !shown.has(hit.id));
      for (const hit of more) shown.add(hit.id);
      if (more.length) groups.push({ wording, hits: more });
    }
    return [groups, common];
  }

  /** Of a term on nearly every page: what it is called and where it is explained. */
  said(wording) {
    const meaning = element("a", { href: new URL(`..${wording.url}`, this.base).href }, "看这个术语");
    return [`这在法律上叫“${wording.term}”，站内三分之一以上的页都写着，没有逐页列出。`, meaning];
  }

  showExamples() {
    this.results.removeAttribute("aria-busy");
    this.summary.replaceChildren("输入要查的字词、条文名称或文书号，查遍本站公布的清单和结果。");
    const links = this.examples.map((q) => element("li", {}, this.link({ q }, q)));
    const examples = element("div", { class: "search-empty" }, element("p", {}, "例如："), element("ul", {}, ...links));
    this.body.replaceChildren(...(links.length ? [examples] : []));
  }

  showFailure() {
    this.summary.replaceChildren("没有查成：检索文件没有载入。");
    const again = element("button", { type: "button" }, "再试一次");
    again.addEventListener("click", () => this.show());
    this.body.replaceChildren(
      element("div", { class: "search-empty" }, element("p", {}, "网络恢复后再试；也可以从部门、职权、案例的清单里找。"), again),
    );
  }

  async showNothing(state, run, common) {
    const number = asNumber(state.q);
    const tips = common.map((wording) => element("li", { "data-common": wording.term }, ...this.said(wording)));
    if (number !== tidy(state.q)) {
      const found = (await this.indexes.find(number, true)).length;
      if (run !== this.run) return;
      const link = this.link({ q: number }, number);
      tips.push(element("li", {}, "按文书号的写法查：", link, found ? `（${found}项）` : "（也没有）"));
    }
    tips.push(
      element("li", {}, "少写几个字，只留最要紧的词（露天烧烤，不写“在路边露天烧烤怎么罚”）。"),
      element("li", {}, "换成法律上的说法（超过保质期，不写“过期”）。"),
      element("li", {}, "查一个数字，写全它：12号不会找到112号；标点照文书上的写。"),
    );
    this.count(0, `没有一页写着“${state.q}”。`);
    this.body.replaceChildren(
      element("div", { class: "search-empty" }, element("p", {}, "可以试试："), element("ul", {}, ...tips)),
    );
  }

  showHits(state, found, complete, byTerms = [], common = []) {
    const hits = found.filter((hit) => matches(hit, state, ""));
    const more = byTerms
      .map(({ wording, hits: all }) => ({ wording, hits: all.filter((hit) => matches(hit, state, "")) }))
      .filter((group) => group.hits.length);
    this.filler.disconnect();
    const total = more.reduce((sum, group) => sum + group.hits.length, hits.length);
    const groups = this.groups(hits).map(([register, list]) => this.register(state, register, list, total));
    groups.push(...more.map((group) => this.term(group, found.length > 0, total)));
    const to = more.length ? groups[groups.length - more.length].title : null;
    if (complete) this.summarize(state, found, hits, more, to);
    else this.summary.replaceChildren(`已有${hits.length}项写着“${state.q}”，正在查更早的…`);
    const many = total > FIRST && groups.some((group) => group.expand);
    const all = many ? [element("button", { type: "button", class: "search-all" }, "全部显示")] : [];
    all[0]?.addEventListener("click", () => {
      for (const group of groups) group.expand?.();
      all[0].remove();
    });
    const none = total ? [] : [this.noneLeft(state)];
    const open = found.length ? found : byTerms.flatMap((group) => group.hits);
    const terms = common.map((wording) => element("p", { class: "search-common", "data-common": wording.term }, ...this.said(wording)));
    const sections = groups.map((group) => group.section);
    const main = element("div", {}, ...terms, ...this.filters(state, open), ...none, ...all, ...sections);
    this.body.replaceChildren(element("div", { class: "search-found" }, ...this.registers(state, open), main));
  }

  /** The exact hits in the total; what the law's terms found is said, not counted. */
  summarize(state, found, hits, more, to) {
    const none = found.length ? `筛选以后没有写着“${state.q}”的` : `没有一页写着“${state.q}”`;
    this.count(hits.length, hits.length ? `项写着“${state.q}”` : none);
    if (!more.length) return;
    const terms = more.map(({ wording }) => `“${wording.term}”`).join("");
    const sum = more.reduce((number, group) => number + group.hits.length, 0);
    const button = element("button", { type: "button", class: "search-to-term" }, `${found.length ? "又" : ""}找到${sum}项`);
    // The heading takes the focus, so that reading goes on there.
    button.addEventListener("click", () => to.focus());
    this.summary.append(`；按法律用语${terms}`, button);
  }

  count(total, text) {
    const number = element("strong", { "data-total": String(total) }, String(total));
    this.summary.replaceChildren(...(total ? ["共", number, text] : [number, `项：${text}`]));
  }

  noneLeft(state) {
    const clear = this.link({ q: state.q }, "去掉所有筛选");
    return element("div", { class: "search-empty" }, element("p", {}, "筛选以后没有剩下的。", clear));
  }

  /** Registers in the order of the site, in each the newest year first. */
  groups(hits) {
    const order = Object.keys(this.indexes.manifest.labels.register);
    const groups = order.map((name) => [name, hits.filter((hit) => hit.register[0] === name)]);
    const year = (hit) => Number(hit.year[0] ?? 0);
    for (const [, list] of groups) list.sort((one, other) => year(other) - year(one));
    return groups.filter(([, list]) => list.length);
  }

  /** The exact hits of a register. */
  register(state, register, hits, total) {
    const title = element("h2", { id: `group-${register}` }, this.indexes.label("register", register));
    title.append(" ", element("span", { class: "search-count" }, `${hits.length}项`));
    const hit = (page) => this.hit(page, state.q, "data-hit");
    return this.group(element("section", { class: "search-group", "aria-labelledby": title.id }, title), title, hits, total, hit);
  }

  /** What one of the law's terms found beyond the exact hits, with what the term means. */
  term({ wording, hits }, beside, total) {
    const id = `term-${wording.url.split("#")[1]}`;
    const title = element("h2", { id, tabindex: "-1" }, `按法律用语“${wording.term}”${beside ? "又" : ""}找到${hits.length}项`);
    const meaning = element("a", { href: new URL(`..${wording.url}`, this.base).href }, "看这个术语");
    const gloss = element("p", { class: "search-gloss" }, wording.gloss, meaning);
    const section = element("section", { class: "search-group search-by-term", "aria-labelledby": id, "data-term": wording.term }, title, gloss);
    const ordered = this.groups(hits).flatMap(([, list]) => list);
    return this.group(section, title, ordered, total, (page) => this.hit(page, wording.term, "data-term-hit"));
  }

  /** Fill a section with hits: the first ten, then the rest on demand. `item` makes one's element. */
  group(section, title, hits, total, item) {
    const list = element("ol", {}, ...hits.slice(0, FIRST).map(item));
    section.append(list);
    const rest = hits.slice(FIRST);
    if (!rest.length) return { section, title };
    if (total <= ALL) {
      const more = element("ol", { start: FIRST + 1 }, ...rest.map(item));
      const details = element("details", {}, element("summary", {}, `再看其余${rest.length}项`), more);
      section.append(details);
      return { section, title, expand: () => (details.open = true) };
    }
    const button = element("button", { type: "button", class: "search-more" });
    const add = (number) => {
      const added = rest.splice(0, number).map(item);
      list.append(...added);
      if (rest.length) button.textContent = `再看${Math.min(FIRST, rest.length)}项（还有${rest.length}项）`;
      else button.remove();
      return added[0];
    };
    add(0);
    // The button moves away under the hand: the first new hit is where one reads on.
    button.addEventListener("click", () => add(FIRST)?.querySelector("a").focus());
    section.append(button);
    return { section, title, expand: () => add(rest.length) };
  }

  /** A hit: its link (named by `attribute`), what it is, and the sentence around the query. */
  hit(page, query, attribute) {
    const href = new URL(`..${page.url}`, this.base).href;
    const title = element("a", { class: "search-hit-title", href, [attribute]: page.url });
    title.append(...marked(page.title, query));
    const facts = ["register", "department", "type", "year"]
      .flatMap((facet) => page[facet].map((value) => this.indexes.label(facet, value)));
    const meta = element("p", { class: "search-hit-meta" }, facts.join(" · "));
    const context = element("p", { class: "search-excerpt" });
    const item = element("li", { class: "search-hit" }, title, context, meta);
    this.waiting.set(item, async () => {
      const { blocks, outcome, details, leads } = await this.indexes.text(page.id);
      const found = excerpt(blocks, query, leads);
      if (details.length) meta.replaceChildren(...details.flatMap((detail) => [" · ", ...marked(detail, query)]).slice(1));
      context.replaceChildren(...found);
      if (outcome) item.insertBefore(element("p", { class: "search-outcome" }, ...marked(outcome, query)), context);
    });
    this.filler.observe(item);
    return item;
  }

  /** Fetch the sentence of a hit that comes into sight. */
  fill(item) {
    this.filler.unobserve(item);
    // Without its sentence a hit is still a hit.
    this.waiting.get(item)?.().catch((error) => console.warn(error));
  }

  /** How many hits each value of a facet would leave, and how many there are without it. */
  counts(state, found, facet) {
    const open = found.filter((hit) => matches(hit, state, facet));
    const counts = new Map(state[facet] ? [[state[facet], 0]] : []);
    for (const value of open.flatMap((hit) => hit[facet])) {
      counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    return [counts, open.length];
  }

  /** The registers with their hits, as links. */
  registers(state, found) {
    const [counts, total] = this.counts(state, found, "register");
    if (counts.size < 2 && !state.register) return [];
    const rows = [["", total], ...this.ordered("register", counts)].map(([value, count]) => {
      const name = value ? this.indexes.label("register", value) : "全部";
      const link = this.link({ ...state, register: value }, name);
      link.append(" ", element("span", { class: "search-number" }, String(count)));
      link.dataset.register = value;
      if (value === state.register) link.setAttribute("aria-current", "true");
      return element("li", {}, link);
    });
    return [element("nav", { class: "search-registers", "aria-label": FACETS.register }, element("ul", {}, ...rows))];
  }

  /** One choice a filter, each value with the hits that it would leave. */
  filters(state, found) {
    const choices = Object.entries(FACETS).flatMap(([facet, name]) => {
      if (facet === "register") return [];
      const [counts, total] = this.counts(state, found, facet);
      if (counts.size < 2 && !state[facet]) return [];
      const select = element("select", { name: facet }, element("option", { value: "" }, `全部（${total}）`));
      for (const [value, count] of this.ordered(facet, counts)) {
        select.append(element("option", { value }, `${this.indexes.label(facet, value)}（${count}）`));
      }
      select.value = state[facet];
      select.addEventListener("change", async () => {
        await this.go({ ...state, [facet]: select.value });
        this.body.querySelector(`select[name=${facet}]`)?.focus();
      });
      return [element("label", {}, `${name} `, select)];
    });
    if (!choices.length) return [];
    const active = Object.keys(FACETS).some((facet) => state[facet]);
    const clear = active ? [this.link({ q: state.q }, "去掉所有筛选")] : [];
    return [element("div", { class: "search-filters", role: "group", "aria-label": "筛选" }, ...choices, ...clear)];
  }

  ordered(facet, counts) {
    if (facet === "year") return [...counts].sort(([one], [other]) => other.localeCompare(one));
    const order = Object.keys(this.indexes.manifest.labels[facet]);
    const place = (value) => (order.includes(value) ? order.indexOf(value) : order.length);
    return [...counts].sort(([one], [other]) => place(one) - place(other));
  }

  link(state, text) {
    const link = element("a", { href: address(state) }, text);
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
      event.preventDefault();
      const inList = link.dataset.register !== undefined;
      this.go(state).then(() => inList && this.body.querySelector("[data-register][aria-current]")?.focus());
    });
    return link;
  }
}

function matches(hit, state, except) {
  return Object.keys(FACETS).every(
    (facet) => facet === except || !state[facet] || hit[facet].includes(state[facet]),
  );
}

if (typeof document !== "undefined") {
  const container = document.getElementById("search");
  if (container) new SearchPage(container).start();
}

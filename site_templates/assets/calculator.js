// The form of the page that explains how days are counted. Without this script the page explains and
// shows examples; the form stays hidden.
import { calendarOf, dayInWords, due, isoDay, parseDay, periodInWords } from "./days.js";

const form = document.getElementById("calculator");
const answer = document.getElementById("calculator-answer");
const fields = form.elements;
const LONGEST = 9999;

function element(name, content, attributes = {}) {
  const made = document.createElement(name);
  made.append(...[content].flat());
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

function line(step) {
  const [label, ...words] = step.split("：");
  // The article that a line ends with stays whole.
  const [, plain, cited] = /^(.*?)((?:（[^（）]+条）。)?)$/.exec(words.join("："));
  const rest = cited ? [plain, element("span", cited, { class: "nb" })] : plain;
  return element("li", [element("b", `${label}：`), element("span", rest)]);
}

function say(words) {
  answer.replaceChildren(element("p", words, { class: "calculator-wrong" }));
}

function tell(start, period, found) {
  const title = `${dayInWords(start).split("（")[0]}起${periodInWords(period)}，最后一天是`;
  const day = element("time", dayInWords(found.due), { datetime: isoDay(found.due) });
  const last = [element("span", title), element("strong", day)];
  if (found.provisional) last.push(element("span", "暂算", { class: "calculator-provisional" }));
  const steps = element("ol", found.steps.map(line), { class: "reckoning" });
  answer.replaceChildren(element("p", last, { class: "calculator-last" }), steps);
}

function count(calendar) {
  const start = parseDay(fields.from.value);
  const number = Number(fields.number.value);
  if (start === null) return say("没有日期，或者没有这一天；从日历里选一天，或者写作 2026-03-12。");
  if (!/^\d+$/.test(fields.number.value.trim()) || number < 1 || number > LONGEST) {
    return say(`期限写1到${LONGEST}之间的整数。`);
  }
  if (!fields.unit.value) return say("没有这个单位；从日、个工作日、个月、年里选一个。");
  const period = { number, unit: fields.unit.value };
  const found = due(start, period, calendar);
  return found.due === null ? say(found.steps.at(-1)) : tell(start, period, found);
}

function fill(query) {
  for (const name of ["from", "number", "unit"]) if (query.has(name)) fields[name].value = query.get(name);
}

async function begin() {
  let calendar;
  try {
    const response = await fetch(form.dataset.table);
    if (!response.ok) throw new Error(String(response.status));
    calendar = calendarOf(await response.json());
  } catch {
    // An answer without the calendar would be a guess.
    say("放假安排没有读到，现在不能算；下面的规矩照样可以自己数。");
    return;
  }
  form.hidden = false;
  const query = new URLSearchParams(location.search);
  fill(query);
  if (query.has("from")) count(calendar);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    history.replaceState({}, "", `?${new URLSearchParams(new FormData(form))}`);
    count(calendar);
  });
}

begin();

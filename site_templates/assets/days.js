// When a period ends, and why: generator/days.py once more, word for word, for the page that explains it.
// Days are whole numbers from 0001-01-01 (1) to 9999-12-31 (LAST): no time, no time zone.
const LAST = 3652059;
const WEEKDAYS = "一二三四五六日";
const UNITS = { days: "日", working_days: "个工作日", months: "个月", years: "年" };
const MOST_NAMED = 12;
// generator/holidays.py: what 全国年节及纪念日放假办法 sets by the date, and since when.
const FIXED = { "1-1": ["元旦", 1950], "5-1": ["劳动节", 1950], "5-2": ["劳动节", 2025], "10-1": ["国庆节", 1950], "10-2": ["国庆节", 1950], "10-3": ["国庆节", 2000] };
const BY_LAW = "全国年节及纪念日放假办法";
const BEYOND = "超出：最后一日晚于9999年12月31日，算不出来。";

const isLeap = (year) => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
const monthLength = (year, month) => (month === 2 ? 28 + isLeap(year) : 30 + ((month + (month >> 3)) & 1));
const before = (year) => 365 * (year - 1) + Math.floor((year - 1) / 4) - Math.floor((year - 1) / 100) + Math.floor((year - 1) / 400);

export function number(year, month, day) {
  let count = before(year) + day;
  for (let one = 1; one < month; one++) count += monthLength(year, one);
  return count;
}

function parts(day) {
  let year = Math.floor(day / 365.2425) + 1;
  while (before(year) >= day) year--;
  while (before(year + 1) < day) year++;
  let rest = day - before(year);
  let month = 1;
  while (rest > monthLength(year, month)) rest -= monthLength(year, month++);
  return { year, month, day: rest };
}

// "2026-03-12" as a number; null where it is no day from the year 1 to 9999.
export function parseDay(text) {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!found) return null;
  const [year, month, day] = found.slice(1).map(Number);
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= monthLength(year, month) ? number(year, month, day) : null;
}

export function isoDay(day) {
  const one = parts(day);
  return `${String(one.year).padStart(4, "0")}-${String(one.month).padStart(2, "0")}-${String(one.day).padStart(2, "0")}`;
}

const weekday = (day) => (day + 6) % 7; // 0 is Monday: 0001-01-01 was one.
const inWords = (one) => `${one.year}年${one.month}月${one.day}日`;
export const dayInWords = (day) => `${inWords(parts(day))}（星期${WEEKDAYS[weekday(day)]}）`;
export const periodInWords = (period) => `${period.number}${UNITS[period.unit]}`;

// table: /data/holidays.json.
export function calendarOf(table) {
  const marks = new Map();
  const names = new Map();
  const notices = new Map();
  for (const entry of table.holidays) {
    const notice = table.notices[entry.notice];
    for (const [days, rest] of [[entry.rest, true], [entry.worked, false]]) {
      for (const text of days) marks.set(parseDay(text), { rest, name: entry.name, notice });
    }
    names.set(entry.year, [...(names.get(entry.year) ?? []), ...entry.name.split("、")]);
    notices.set(entry.year, [...new Set([...(notices.get(entry.year) ?? []), notice])]);
  }
  return { marks, names, notices, complete: new Set(table.complete), first: table.complete[0] };
}

const isRest = (calendar, day) => calendar.marks.get(day)?.rest ?? (weekday(day) >= 5 || fixed(calendar, day) !== null);
const isOff = (calendar, day) => calendar.marks.get(day)?.rest === true;

function fixed(calendar, day) {
  const one = parts(day);
  const [name, since] = FIXED[`${one.month}-${one.day}`] ?? [null, 0];
  if (name === null || one.year < since) return null;
  return calendar.complete.has(one.year) || calendar.names.get(one.year)?.includes(name) ? null : name;
}

function holiday(calendar, day) {
  if (!isOff(calendar, day)) return null;
  let first = day;
  let last = day;
  while (isOff(calendar, first - 1)) first--;
  while (isOff(calendar, last + 1)) last++;
  const names = new Set();
  for (let one = first; one <= last; one++) for (const name of calendar.marks.get(one).name.split("、")) names.add(name);
  return { first, last, name: [...names].join("、") };
}

// start: a number. period: { number, unit }. Gives { due, provisional, steps }, or due null past 9999.
export function due(start, period, calendar) {
  const first = `起算日：${inWords(parts(start))}当日不计入，从次日开始计算（民法典第二百零一条）。`;
  const answer = period.unit === "working_days" ? working(start, period, calendar, first) : natural(start, period, calendar, first);
  return answer ?? { due: null, provisional: true, steps: [first, BEYOND] };
}

function corresponding(start, period) {
  if (period.unit === "days") return start + period.number;
  const from = parts(start);
  const months = from.month - 1 + period.number * (period.unit === "years" ? 12 : 1);
  const year = from.year + Math.floor(months / 12);
  const month = (months % 12) + 1;
  return year > 9999 ? LAST + 1 : number(year, month, Math.min(from.day, monthLength(year, month)));
}

function natural(start, period, calendar, first) {
  const last = corresponding(start, period);
  let end = last;
  while (end <= LAST && isRest(calendar, end)) end++;
  if (end > LAST) return null;
  const steps = [first, endOf(start, period, last), moved(last, end, calendar)];
  return concluded(end, steps, last, calendar);
}

function working(start, period, calendar, first) {
  let end = start;
  for (let left = period.number; left > 0; ) {
    if (++end > LAST) return null;
    if (!isRest(calendar, end)) left--;
  }
  const steps = [first, `工作日：只数工作日，第${period.number}个工作日是${dayInWords(end)}（行政处罚法第八十五条）。`];
  steps.push(...skipped(start + 1, end, calendar));
  steps.push("顺延：最后一日本身是工作日，不用顺延（民法典第二百零三条）。");
  return concluded(end, steps, start + 1, calendar);
}

function endOf(start, period, last) {
  if (period.unit === "days") {
    return `届满日：连续数日，周末和节假日都算，第${period.number}日是${dayInWords(last)}（民法典第二百条）。`;
  }
  const [from, to] = [parts(start), parts(last)];
  const month = `${periodInWords(period)}以后是${to.year}年${to.month}月`;
  if (from.day === to.day) return `对应日：${month}，对应日是${dayInWords(last)}（民法典第二百零二条）。`;
  return `对应日：${month}，没有${from.day}日，月末日是${dayInWords(last)}（民法典第二百零二条）。`;
}

function moved(last, end, calendar) {
  if (last !== end) {
    return `顺延：${dayInWords(last)}${restInWords(last, calendar)}，顺延到休假结束的次日${dayInWords(end)}（民法典第二百零三条）。`;
  }
  const mark = calendar.marks.get(last);
  const worked = mark ? `因${mark.name}调休上班，` : "";
  const known = mark || calendar.complete.has(parts(last).year);
  return `顺延：${dayInWords(last)}${worked}${known ? "是工作日" : "不是周末，暂作工作日"}，不顺延（民法典第二百零三条）。`;
}

function restInWords(day, calendar) {
  const off = holiday(calendar, day);
  if (off) return `在${off.name}假期里（${span(off.first, off.last)}）`;
  const name = fixed(calendar, day);
  return name ? `是${name}（${BY_LAW}）` : "是休息日";
}

function skipped(from, end, calendar) {
  const said = new Set();
  for (let day = from; day <= end; day++) {
    const mark = calendar.marks.get(day);
    const name = mark ? null : fixed(calendar, day);
    if (name) said.add(`${inWords(parts(day))}${name}放假，不数`);
    if (!mark) continue;
    const off = holiday(calendar, day);
    said.add(off ? `${span(off.first, off.last)}${off.name}放假，不数` : `${dayInWords(day)}因${mark.name}调休上班，要数`);
  }
  if (said.size > MOST_NAMED) return [`假期：途中的节日和调休共${said.size}处，都已算进去。`];
  return said.size ? [`假期：${[...said].join("；")}。`] : [];
}

// from: the first day that was looked at.
function concluded(end, steps, from, calendar) {
  const days = Array.from({ length: end - from + 1 }, (_, index) => from + index);
  const years = [...new Set(days.map((day) => parts(day).year))];
  const unknown = years.filter((year) => !calendar.complete.has(year));
  const marked = new Set(days.filter((day) => calendar.marks.has(day)).map((day) => calendar.marks.get(day).notice));
  const notices = marked.size ? [...marked] : [...new Set(years.flatMap((year) => calendar.notices.get(year) ?? []))];
  if (notices.length) steps.push(`通知：放假和调休按${notices.join("、")}。`);
  steps.push(...unknown.map((year) => provisional(year, calendar)));
  if (!unknown.length && mayChange(days, calendar)) {
    const { year, month } = parts(end);
    steps.push(`注意：${month === 12 ? year + 1 : year}年的通知还没有，以往的通知调整过上一年12月的最后几天；有了通知再算一遍。`);
  }
  return { due: end, provisional: unknown.length > 0, steps };
}

function mayChange(days, calendar) {
  return days.some((day) => {
    const one = parts(day);
    return one.month === 12 && one.day >= 29 && !calendar.complete.has(one.year + 1);
  });
}

function provisional(year, calendar) {
  const names = calendar.names.get(year);
  if (names) return `暂算：${year}年的放假安排只有${names.join("、")}，其余先按周末和日子固定的节日推算；录全了再算一遍。`;
  if (year < calendar.first) return `暂算：没有${year}年的放假安排（只有${calendar.first}年以后的），按周末和日子固定的节日推算，要与当年的实际安排核对。`;
  return `暂算：没有${year}年的放假安排，先按周末和日子固定的节日（元旦、劳动节、国庆节）推算，别的节日和调休都没有算进去；国务院办公厅的通知公布、录入以后再算一遍。`;
}

function span(first, last) {
  const [from, to] = [parts(first), parts(last)];
  if (first === last) return inWords(from);
  if (from.year !== to.year) return `${inWords(from)}至${inWords(to)}`;
  return `${inWords(from)}至${from.month === to.month ? "" : `${to.month}月`}${to.day}日`;
}

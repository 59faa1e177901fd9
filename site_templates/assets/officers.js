// Looks a certificate up in the lists of this page; without it the lists are read as they stand.
const box = document.getElementById("officer-lookup");
const answer = document.getElementById("officer-answer");
const lists = document.getElementById("officer-lists");
const input = box.querySelector("input");
const rows = [...document.querySelectorAll("tr[data-certificate]")];
const sections = [...document.querySelectorAll(".fold-section")];
const others = [...lists.querySelectorAll(":scope > .figures")];
const folded = new Map(sections.map((one) => [one, one.querySelector("details").open]));
const plain = (text) => text.normalize("NFKC").replace(/\s/g, "").toUpperCase();

// found: rows to show, alone; null shows everything as it was.
function show(found) {
  for (const one of others) one.hidden = found !== null;
  for (const row of rows) row.hidden = found !== null && !found.includes(row);
  for (const one of sections) {
    const some = found !== null && found.some((row) => one.contains(row));
    one.hidden = found !== null && !some;
    one.querySelector("details").open = some || (found === null && folded.get(one));
  }
}

function words(row) {
  const [name, certificate, , , valid, inspection, state] = [...row.cells].map((cell) => cell.textContent.trim());
  return `${name}（${certificate}，${row.dataset.department}）：${state}，证件有效期至${valid}，下次检验不迟于${inspection}`;
}

function look(query) {
  const wanted = plain(query);
  if (!wanted) {
    answer.textContent = "";
    show(null);
    return;
  }
  // A number is matched whole: part of one must not seem to be somebody's certificate.
  const found = rows.filter(
    (row) => plain(row.dataset.certificate) === wanted || plain(row.dataset.name) === wanted,
  );
  if (!found.length) {
    // A surname alone checks nobody's certificate; it helps to find the person in the lists.
    const named = rows.filter((row) => plain(row.dataset.name).startsWith(wanted));
    answer.textContent = named.length
      ? `“${query}”不是完整的姓名或者证号。姓名以它开头的有${named.length}人，列在下面：对照证件上的全名和证号。`
      : `没有查到“${query}”。要输入完整的姓名或者证号；核对以后仍查不到的，可以向该部门投诉举报。`;
    show(named.length ? named : null);
    return;
  }
  answer.textContent = `查到${found.length}人。${found.map(words).join("；")}。`;
  show(found);
}

// A link to a person or a department opens the list that it stands in.
function reveal() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const details = target?.querySelector("details") ?? target?.closest("details");
  if (!details) return;
  details.open = true;
  target.scrollIntoView();
}

box.hidden = false;
const asked = new URLSearchParams(location.search).get("q") ?? "";
input.value = asked;
look(asked);
reveal();
addEventListener("hashchange", reveal);
box.querySelector("form").addEventListener("submit", (event) => {
  event.preventDefault();
  const query = input.value.trim();
  history.pushState({}, "", query ? `?q=${encodeURIComponent(query)}` : location.pathname);
  look(query);
});
addEventListener("popstate", () => {
  input.value = new URLSearchParams(location.search).get("q") ?? "";
  look(input.value);
});

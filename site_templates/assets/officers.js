// Looks a certificate up in the table of this page; without it the list is read as it stands.
const box = document.getElementById("officer-lookup");
const answer = document.getElementById("officer-answer");
const input = box.querySelector("input");
const rows = [...document.querySelectorAll("tr[data-certificate]")];
const plain = (text) => text.normalize("NFKC").replace(/\s/g, "").toUpperCase();

function look(query) {
  const wanted = plain(query);
  for (const row of rows) row.hidden = false;
  if (!wanted) {
    answer.textContent = "";
    return;
  }
  // A number is matched whole: part of one must not seem to be somebody's certificate.
  const found = rows.filter(
    (row) => plain(row.dataset.certificate) === wanted || plain(row.dataset.name) === wanted,
  );
  if (!found.length) {
    answer.textContent = `没有查到“${query}”。核对证号是否完整；仍查不到的，可以向该部门投诉举报。`;
    return;
  }
  for (const row of rows) row.hidden = !found.includes(row);
  const words = found.map((row) => {
    const cells = [...row.cells].map((cell) => cell.textContent.trim());
    return `${cells[0]}（${cells[1]}）：${cells[5]}`;
  });
  answer.textContent = `查到${found.length}人。${words.join("；")}`;
}

box.hidden = false;
const asked = new URLSearchParams(location.search).get("q") ?? "";
input.value = asked;
look(asked);
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

"""What a page says is the same whether its tags are read one by one or its tree is made."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.site import blocks
from generator.site.blocks import page_blocks, tree_blocks

NAMES = ["p", "li", "ul", "dd", "dt", "dl", "div", "span", "a", "b", "td", "tr", "table", "h2"]
NAMES += ["section", "time", "svg", "title", "button", "select", "option", "template", "script"]
ATTRIBUTES = ["", ' class="a b"', " hidden", ' data-search-ignore=""', " data-search-first"]
ATTRIBUTES += [' title="hidden"', ' title="a > b"', " title='x'", ' href="?a=1&amp;b=2"']
WORDS = [
    "甲",
    "乙 丙",
    "GB ",
    " 2760",
    "&lt;",
    "&nbsp;",
    "&amp;amp;",
    "&#34;",
    "&copy",
    "&#1;",
    "\n",
]

words = st.sampled_from(WORDS)
lone = st.sampled_from(
    ["<br>", "<wbr>", "<hr>", "<img hidden>", "<input>", "<path d=''/>", "<rect/>"]
)


def element(inside: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(
        lambda name, attribute, parts: f"<{name}{attribute}>{''.join(parts)}</{name}>",
        st.sampled_from(NAMES),
        st.sampled_from(ATTRIBUTES),
        st.lists(inside, max_size=3),
    )


tidy_markup = st.recursive(words | lone, element, max_leaves=12)
broken = st.sampled_from(["<p>", "</p>", "<li>", "</div>", "<", ">", "<!-- <p>x</p> -->", "<B>"])


@settings(max_examples=400)
@given(st.lists(tidy_markup, max_size=4), st.sampled_from(["题", "", "a &amp; b", "&copy"]))
def test_tags_one_by_one_say_what_the_tree_says(parts: list[str], title: str) -> None:
    page = f"<html><head><title>{title}</title></head><body><main>{''.join(parts)}</main></body>"
    assert page_blocks(page) == tree_blocks(page)


@settings(max_examples=400)
@given(st.lists(tidy_markup | broken, max_size=6))
def test_markup_that_is_broken_is_read_as_the_tree_says(parts: list[str]) -> None:
    page = f"<html><head><title>题</title></head><main id=x>{''.join(parts)}</main></html>"
    assert page_blocks(page) == tree_blocks(page)


@pytest.mark.parametrize(
    "inside",
    [
        "<p>甲<p>乙",
        "<p><div>甲</div></p>",
        "<li>甲<li>乙",
        "<!-- 甲 -->乙",
        "<p>&copy;甲</p>",
        "<p>a < b</p>",
    ],
)
def test_what_a_browser_has_to_mend_is_left_to_the_tree(
    inside: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(blocks, "tree_blocks", lambda page: asked.append(page) or [])
    page_blocks(f"<title>题</title><main>{inside}</main>")
    assert len(asked) == 1


def test_a_plain_page_needs_no_tree(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocks, "tree_blocks", None)
    page = """<!doctype html><html><head><title>题 &amp; 目</title></head><body><p>外</p>
    <main id="main"><h1>题</h1><ul><li><p>甲</p><p>乙<b>丙</b><br>丁</p></li></ul><p hidden>藏</p>
    <svg><title>图</title><path d="M0"/></svg><dl><dt>事实</dt><dd data-search-first>先
    <span data-search-ignore>不</span>说</dd></dl></main></body></html>"""
    assert page_blocks(page) == ["题&目", "先说", "题", "甲乙丙丁", "事实"]

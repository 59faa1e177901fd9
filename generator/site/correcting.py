"""How a reader says that a page is wrong, and which pages somebody has said it of."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from urllib.parse import quote, urlencode, urlsplit
from weakref import WeakKeyDictionary

from generator.catalogue import Catalogue
from generator.models.corrections import Correction
from generator.models.portal import Portal
from generator.site import addresses
from generator.site.page import Page

FORM = "correction.yml"
"""The form of .github/ISSUE_TEMPLATE that asks what is wrong; the names of its fields stand in the address."""
Open = Mapping[str, Sequence[tuple[str, str]]]

_known: WeakKeyDictionary[Catalogue, dict[date, Open]] = WeakKeyDictionary()


def asked_about(catalogue: Catalogue, day: date) -> Open:
    """Address of a page → the corrections that readers ask for there and nobody has answered: number and place."""
    days = _known.setdefault(catalogue, {})
    if day not in days:
        found = defaultdict(list)
        for one in catalogue.all(Correction):
            if one.received_on <= day and (one.answered_on is None or one.answered_on > day):
                found[one.page.partition("#")[0]].append((one.number, addresses.of(one)))
        days[day] = found
    return days[day]


def form_for(page: Page, portal: Portal, supervised: bool) -> str | None:
    """The address at which an error in a page is reported: on GitHub and GitLab a form that has the page filled in;
    else what the portal names; None where it names nothing, and in the supervision edition: the form would tell the
    public what the page is about."""
    repository = portal.repository
    if repository is None or supervised:
        return None
    named = repository.issues
    host = urlsplit(repository.url).hostname or ""
    if named is not None and urlsplit(named).hostname != host:
        return named
    title, address = f"纠错：{page.title}", (portal.base_url or "/") + page.address[1:]
    if host == "github.com":
        filled = {"template": FORM, "title": title, "page": address, "file": page.file or ""}
        return f"{repository.url.rstrip('/')}/issues/new?{_query(filled)}"
    if "gitlab" in host.split("."):
        words = (
            f"网页：{address}\n文件：{page.file or '没有'}\n\n现在写的是：\n\n应当是，依据哪里："
        )
        filled = {"issue[title]": title, "issue[description]": words}
        return f"{repository.url.rstrip('/')}/-/issues/new?{_query(filled)}"
    return named


def _query(fields: Mapping[str, str]) -> str:
    return urlencode({name: value for name, value in fields.items() if value}, quote_via=quote)

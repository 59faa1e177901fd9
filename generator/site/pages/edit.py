"""在网页上修改：怎样用表单，哪些登记表能改，和表单自己的一页。"""

from collections.abc import Iterator

from generator.data import form
from generator.rules._scan import no_names
from generator.site.addresses import FORM
from generator.site.form_program import found
from generator.site.page import Page
from generator.site.pages import Edition


def pages(edition: Edition) -> Iterator[Page]:
    portal = edition.catalogue.portal
    assert portal is not None
    door = form.door(portal)
    yield Page(
        address="/edit/",
        template="pages/edit.html",
        title="在网页上修改",
        description="各部门在网页上填表修改清单：怎样登录、怎样保存、谁来审，哪些登记表能在这里改。",
        trail=[("首页", "/")],
        context={
            "door": door,
            "form": FORM if found() else "",
            "editable": [model.register for model in form.editable()],
            "tables": [model.register for model in form.tables()],
        },
    )
    if found():
        yield Page(
            address=FORM,
            template="pages/form.html",
            title="清单表单",
            description="修改清单的表单。",
            trail=[("首页", "/"), ("在网页上修改", "/edit/")],
            context={
                "host": door.host if door else "",
                "scanned": form.scanned(),
                "taken_out": form.taken_out(),
                "known": no_names(edition.catalogue),
            },
        )

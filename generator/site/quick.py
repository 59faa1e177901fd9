"""Jinja as it is, with some of its ways shortened: a build goes them some hundred times a page.

What is printed, called and imported is the same as in a plain environment; a test renders every page both
ways. Our own environment is one of these; mkdocs, which renders a handful of guides, has a plain one.
"""

import re
from collections.abc import Callable, MutableMapping
from functools import lru_cache, partial
from types import BuiltinMethodType, FunctionType, MethodType
from typing import Any

from jinja2 import Environment, Template
from jinja2.compiler import CodeGenerator
from jinja2.runtime import Context, Macro
from jinja2.utils import missing
from markupsafe import Markup, escape

_special = re.compile("[&<>\"']").search
_markup = str.__new__
"""Makes Markup of a string as it is."""
_PLAIN = (BuiltinMethodType, type(lru_cache(len)))
"""Methods of lists and strings, and functions that remember: none of them asks for the context."""
_ASKED = (FunctionType, MethodType, partial)
"""Callables that say whether they ask for it."""
DRAWN = 5000
"""Results of one macro that are kept."""


_OF_DICT = frozenset(dir(dict))


def _attribute(environment: Environment) -> Callable[[Any, str], Any]:
    """`value.name` in a template. Many values are mappings: one that has no such attribute is not asked for it."""

    def attribute(obj: Any, name: str) -> Any:
        if type(obj) is dict and name not in _OF_DICT:
            return obj[name] if name in obj else environment.undefined(obj=obj, name=name)
        try:
            return getattr(obj, name)
        except AttributeError:
            pass
        try:
            return obj[name]
        except (TypeError, LookupError, AttributeError):
            return environment.undefined(obj=obj, name=name)

    return attribute


def printed(value: Any) -> str:
    """A value as it stands in the page: escaped, and not made Markup again, since it is only joined."""
    kind = type(value)
    if kind is str:
        return str(escape(value)) if _special(value) else value
    return value if kind is Markup else escape(value)


class _CodeGenerator(CodeGenerator):
    def _output_child_pre(self, node: Any, frame: Any, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.printed(")


class _Context(Context):
    def call(__self, __obj: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        # Whether a function wants the context need not be asked of macros, which want the escaping
        # alone, nor of functions that do not say so.
        kind = type(__obj)
        if kind is Macro:
            kwargs.pop("_loop_vars", None)
            kwargs.pop("_block_vars", None)
            known = __self.environment.drawn.get(__obj)  # type: ignore[attr-defined]
            if known is None or args or __obj.caller:  # type: ignore[attr-defined]
                return _invoked(__obj, __self.eval_ctx, args, kwargs)  # type: ignore[arg-type]
            return _drawn(__obj, __self.eval_ctx, kwargs, known)  # type: ignore[arg-type]
        if kind in _PLAIN or (kind in _ASKED and not hasattr(__obj, "jinja_pass_arg")):
            kwargs.pop("_loop_vars", None)
            kwargs.pop("_block_vars", None)
            return __obj(*args, **kwargs)
        return super().call(__obj, *args, **kwargs)


def _invoked(macro: Macro, context: Any, args: tuple[Any, ...], named: dict[str, Any]) -> str:
    """What a macro makes of its arguments, put in order without asking for each how it was given."""
    if args or macro.catch_kwargs or macro.explicit_caller or not context.autoescape:
        return macro(context, *args, **named)
    given = [named.pop(name, missing) for name in macro.arguments]
    if macro.caller and "caller" in named:
        given.append(named.pop("caller"))
    elif macro.caller:
        given.append(macro._environment.undefined("No caller defined", name="caller"))
    if named:
        # One that it does not take: its own way says so.
        return macro(context, **dict(zip(macro.arguments, given, strict=False)), **named)
    if macro.catch_varargs:
        given.append(())
    return _markup(Markup, macro._func(*given))


def _drawn(macro: Macro, context: Any, arguments: dict[str, Any], known: dict[Any, str]) -> str:
    """What a component's macro makes of its arguments: it sees nothing else, so it is made once."""
    # Equal values of two types may be printed differently: escaped or not, 1 or True.
    key = (tuple(arguments.items()), tuple(map(type, arguments.values())))
    try:
        found = known.get(key)
    except TypeError:
        # A list or a mapping among the arguments.
        return _invoked(macro, context, (), arguments)
    if found is None:
        if len(known) >= DRAWN:
            known.clear()
        found = known[key] = _invoked(macro, context, (), dict(arguments))
    return found


class _Template(Template):
    def _get_default_module(self, ctx: Context | None = None) -> Any:
        # Every template here has the same globals, so what one imports need not be made for it.
        if self._module is None:
            self._module = self.make_module()
            drawn: dict[Macro, dict[Any, str]] = self.environment.drawn  # type: ignore[attr-defined]
            drawn.update((one, {}) for one in vars(self._module).values() if type(one) is Macro)
        return self._module


class QuickEnvironment(Environment):
    """An environment whose templates do not change while it lives, and get no globals of their own."""

    code_generator_class = _CodeGenerator
    context_class = _Context
    template_class = _Template

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.getattr = _attribute(self)  # type: ignore[assignment,method-assign]
        self.printed = printed
        self.known: dict[str, Template] = {}
        self.drawn: dict[Macro, dict[Any, str]] = {}

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,
    ) -> Template:
        if globals is not None or not isinstance(name, str):
            return super().get_template(name, parent, globals)
        found = self.known.get(name)
        if found is None:
            found = self.known[name] = super().get_template(name, parent)
        return found

"""What a template that somebody edited can raise while it is filled."""

from jinja2 import TemplateError

TEMPLATE_FAULTS = (
    TemplateError,
    ArithmeticError,
    AttributeError,
    LookupError,
    TypeError,
    ValueError,
)

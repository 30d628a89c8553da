"""What a template that somebody edited can raise while it is filled, and where it went wrong."""

from traceback import extract_tb

from jinja2 import TemplateError, TemplateSyntaxError

TEMPLATE_FAULTS = (
    TemplateError,
    ArithmeticError,
    AttributeError,
    LookupError,
    TypeError,
    ValueError,
    RecursionError,
)
_ENDING = ".jinja"


def fault_in(error: Exception, name: str) -> str:
    """The sentence on an error, with the file and the line of the template it came from."""
    if isinstance(error, TemplateSyntaxError):
        where = f"{(error.filename or error.name or name).rpartition('/')[2]}, line {error.lineno},"
        return f"{where} has a wrong tag: {error.message}"
    frames = [one for one in extract_tb(error.__traceback__) if one.filename.endswith(_ENDING)]
    if not frames:
        return f"{name} cannot be filled: {error}"
    where = (
        f"{frames[-1].filename.replace(chr(92), '/').rpartition('/')[2]}, line {frames[-1].lineno},"
    )
    return f"{where} cannot be filled: {error}"

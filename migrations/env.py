"""Runs the migrations on the connection that scheduler.store.schema gives, or on a new one.

Developers make a migration with `make migration MESSAGE="..."`; a program never runs this file
by itself. Migrations import nothing of ours, so that they still mean the same in ten years.
"""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection, Enum, TypeDecorator, engine_from_config

from scheduler.model import Base


def render_item(kind: str, item: object, autogen: AutogenContext) -> str | Literal[False]:
    """Our column types as the plain types they are stored as."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl!r}"
    if kind == "type" and isinstance(item, Enum):
        values = ", ".join(repr(value) for value in item.enums)
        return (
            f"sa.Enum({values}, name={item.name!r}, native_enum=False, "
            f"create_constraint=True, length={item.length})"
        )
    del autogen
    return False


def compare_type(
    autogen: object, column: object, metadata_column: object, inspected: object, declared: object
) -> bool | None:
    """An enumeration is stored as its words; their check stands in the migration by name."""
    del autogen, column, metadata_column, inspected
    return False if isinstance(declared, Enum) else None


def include_name(name: str | None, kind: str, parents: object) -> bool:
    """Not the index of the record's words, which the program makes anew after each upgrade."""
    del parents
    return not (kind == "table" and name and name.startswith("search_"))


def run(connection: Connection) -> None:
    """Run the migrations inside the transaction of the caller."""
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        render_item=render_item,
        compare_type=compare_type,
        include_name=include_name,
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()


def main() -> None:
    """Use the connection we were given, else the URL of the developer's command line."""
    given: Any = context.config.attributes.get("connection")
    if given is not None:
        run(given)
        return
    engine = engine_from_config(context.config.get_section(context.config.config_ini_section, {}))
    with engine.begin() as connection:
        run(connection)


main()

"""The declarative base, the column types for the kinds of time, and what every edit carries."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Any

from sqlalchemy import JSON, DateTime, Enum, ForeignKey, MetaData, Text, TypeDecorator
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

# Batch migrations on SQLite can only drop what has a name.
NAMING = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Instant(TypeDecorator[datetime]):
    """An instant: refuses naive values, stores UTC, returns aware UTC on every database."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """UTC without zone, as the column holds it."""
        del dialect
        if value is not None and value.tzinfo is None:
            message = f"an instant needs a zone, got {value!r}"
            raise ValueError(message)
        return value and value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The instant, in UTC."""
        del dialect
        return value and value.replace(tzinfo=UTC)


class WallTime(TypeDecorator[datetime]):
    """A local date and time without zone: refuses aware values, so that the two never mix."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The wall time as it is."""
        del dialect
        if value is not None and value.tzinfo is not None:
            message = f"a wall time has no zone, got {value!r}"
            raise ValueError(message)
        return value


def words(kind: type[StrEnum], name: str | None = None) -> Enum:
    """A column type that holds an enumeration by its words, with a check in the database."""
    return Enum(
        kind,
        name=name or kind.__name__.lower(),
        native_enum=False,
        create_constraint=True,
        length=32,
        values_callable=lambda members: [member.value for member in members],
    )


Key = Annotated[int, mapped_column(primary_key=True)]
Wall = Annotated[datetime, mapped_column(WallTime)]
LongText = Annotated[str, mapped_column(Text)]


def refers(column: str, *, on_delete: str = "RESTRICT") -> Any:  # noqa: ANN401 -- mapped_column's own type
    """A foreign key; what is referred to cannot vanish unless `on_delete` says otherwise."""
    return mapped_column(ForeignKey(column, ondelete=on_delete), index=True)


class Base(DeclarativeBase):
    """The base of every table."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {  # noqa: RUF012 -- SQLAlchemy reads this attribute from the class
        datetime: Instant,
        list[str]: JSON,
    }


class Versioned:
    """What officers edit: of two edits of one version exactly one wins."""

    version: Mapped[int]

    @declared_attr.directive
    @classmethod
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.version}

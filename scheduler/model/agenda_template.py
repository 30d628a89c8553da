"""What the agenda of each meeting of a level, or of a series, begins with."""

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scheduler.model.base import Base, Key, LongText, refers, words
from scheduler.model.partnership import Partnership
from scheduler.model.series import Series
from scheduler.model.vocabulary import ItemKind, Level
from scheduler.papers.audience import Reach


class AgendaTemplate(Base):
    """The standing items of a level, or of one series, which goes before its level."""

    __tablename__ = "agenda_template"
    __table_args__ = (
        UniqueConstraint("partnership_id", "key"),
        UniqueConstraint("partnership_id", "level"),
        UniqueConstraint("series_id"),
        CheckConstraint("(level IS NULL) <> (series_id IS NULL)", "level_or_series"),
    )

    id: Mapped[Key]
    partnership_id: Mapped[int] = refers("partnership.id")
    key: Mapped[str]
    name: Mapped[str]
    level: Mapped[Level | None] = mapped_column(words(Level))
    series_id: Mapped[int | None] = refers("series.id")
    remarks: Mapped[LongText] = mapped_column(default="")

    partnership: Mapped[Partnership] = relationship()
    series: Mapped[Series | None] = relationship()
    items: Mapped[list["TemplateItem"]] = relationship(
        back_populates="template", order_by="TemplateItem.position", cascade="all, delete-orphan"
    )


class TemplateItem(Base):
    """One standing item; `{previous}` in its title is the last meeting that was held before."""

    __tablename__ = "template_item"
    __table_args__ = (
        CheckConstraint("minutes_planned > 0", "minutes_planned_positive"),
        CheckConstraint("reach <> 'party'", "no_partys_own"),
    )

    id: Mapped[Key]
    template_id: Mapped[int] = refers("agenda_template.id")
    position: Mapped[int]
    title: Mapped[str]
    kind: Mapped[ItemKind] = mapped_column(words(ItemKind), default=ItemKind.STANDING)
    minutes_planned: Mapped[int | None]
    section: Mapped[str] = mapped_column(default="")
    is_sub_item: Mapped[bool] = mapped_column(default=False)
    reach: Mapped[Reach] = mapped_column(words(Reach), default=Reach.JOINT)

    template: Mapped[AgendaTemplate] = relationship(back_populates="items")

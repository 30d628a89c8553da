"""The EU-IOM partnership as it ships, loaded into a test's database. 24 November 2026 is today."""

from datetime import date

from sqlalchemy.orm import Session

from scheduler.files import read_text
from scheduler.imports.partnership_file import PartnershipFile, read_partnership
from scheduler.model.partnership import Partnership
from scheduler.resources import resource
from scheduler.secretariat.naming import find_partnership
from scheduler.secretariat.partnerships import choose_home_party, load_partnership
from scheduler.secretariat.plans import make_plan, store_plan
from tests.clock import NOW, TODAY

__all__ = ["TODAY", "eu_iom", "load", "load_and_plan"]


def eu_iom() -> PartnershipFile:
    """The file that ships."""
    return read_partnership(read_text(resource("calendars") / "eu-iom.toml"), "eu-iom.toml")


def load(session: Session) -> Partnership:
    """Load it, for the secretariat of the EU."""
    file = eu_iom()
    load_partnership(session, file, now=NOW, officer="Ada")
    choose_home_party(session, file.partnership.code, "EU")
    return find_partnership(session)


def load_and_plan(session: Session, *, until: date = date(2028, 12, 31)) -> Partnership:
    """Load it, and store the meetings to come."""
    partnership = load(session)
    plan = make_plan(session, partnership, until=until, today=TODAY)
    store_plan(session, partnership, plan, now=NOW)
    return partnership

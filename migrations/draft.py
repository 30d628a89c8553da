"""Drafts a migration from the difference between the model and the migrations so far."""

import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from alembic import command
from alembic.config import Config

from scheduler.store.schema import run_on, upgrade
from scheduler.store.session import open_database


def main(message: str) -> None:
    """Write the draft beside the other migrations; a person reads and mends it before use."""
    number = len(list(Path(__file__).parent.glob("versions/*.py"))) + 1

    def draft(config: Config) -> None:
        config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
        command.revision(config, message=message, autogenerate=True, rev_id=f"{number:04}")

    with tempfile.TemporaryDirectory() as folder:
        engine = open_database(str(Path(folder, "draft.db"))).engine
        upgrade(engine, now=datetime.now(UTC))  # noqa: TID251 -- a developer's tool
        run_on(engine, draft)
        engine.dispose()


if __name__ == "__main__":
    main(" ".join(sys.argv[1:]) or "Unnamed change")

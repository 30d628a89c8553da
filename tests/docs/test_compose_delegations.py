from pathlib import Path

from tests.docs.test_how_to import HOW_TO, block, shown


def test_delegations_are_proposed_and_printed_as_the_page_shows(tmp_path: Path) -> None:
    text = (HOW_TO / "compose-delegations.md").read_text(encoding="utf-8")
    *_, body, proposed, applied, biography, listed, paper, seating = shown(
        tmp_path,
        "export SCHEDULER_DATABASE=one.db",
        "scheduler init --home EU",
        "scheduler body show HOME --on 2025-04-04",
        "scheduler attendee propose SOM-11",
        "scheduler attendee propose SOM-11 --apply",
        'scheduler person biography set pope "A sample text." --dated 2025-01-01 --source "sample" '
        "--audience joint",
        "scheduler person biography list pope",
        "scheduler attendee paper SOM-11 --format html",
        "scheduler attendee seating SOM-11 --layout alternating -o seating.svg",
    )
    assert body.startswith(text.split("```\n")[3].rstrip())
    assert f"```\n{proposed}\n```\n" in text
    assert applied.splitlines()[-1] == "Made 5 changes."
    assert biography == "Wrote the biography of Amy Pope of Wed 1 Jan 2025, joint."
    assert "Wed 1 Jan 2025" in listed
    assert "som-11-participants-eu.html" in paper
    assert seating.endswith("for EU: seating.svg")
    assert block("compose-delegations.md", "toml").count("Director General") == 3

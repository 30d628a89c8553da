import tomllib

from tests.docs.pages import ROOT


def test_floors_are_told_as_they_are_held() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]
    (held,) = (one["layers"] for one in contracts if one["type"] == "layers")
    page = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    block = page.partition("## The floors")[2].partition("```\n")[2].partition("```")[0]
    told = [line.partition("  ")[0] for line in block.splitlines()]
    assert told == [layer for layer in held if layer != "__main__"]

"""What is shipped of others: every file is recorded, with a version and a licence."""

from __future__ import annotations

import tomllib
from pathlib import Path


def test_every_vendored_file_is_recorded(root: Path) -> None:
    folder = root / "kg" / "data" / "vendor"
    packages = tomllib.loads((folder / "packages.toml").read_text(encoding="utf-8"))
    recorded = {target for about in packages.values() for target in about["files"].values()}
    recorded |= {about["notices"] for about in packages.values() if "notices" in about}
    assert {path.name for path in folder.iterdir()} == {*recorded, "packages.toml"}
    for name, about in packages.items():
        assert about["version"] and about["licence"] and about["integrity"], name
        assert any("LICENSE" in each for each in (*about["files"], about.get("notices", ""))), name


def test_styles_ask_for_vendored_files_alone(root: Path) -> None:
    import re

    from kg.serving.looks import TEMPLATES, assets

    for name, asset in assets().items():
        if name.endswith((".css", ".js")):
            text = asset.content.decode()
            known = {each.address for each in assets().values()}
            assert set(re.findall(r'url\("([^"]+)"\)', text)) <= known, name
            if (TEMPLATES / name).exists():  # YASGUI knows the namespaces of the world
                assert "http:" not in text and "https:" not in text, name

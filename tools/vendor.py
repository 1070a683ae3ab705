"""Copy what the served pages need of npm's packages into ``kg/data/vendor``.

A development tool, not part of the package. It needs the network and npm, which fetches each
package of ``kg/data/vendor/packages.toml`` in the version that stands there. The fetched archive
must have the digest that stands there too, the ``integrity`` of npm's registry. Nothing
of a package runs::

    python tools/vendor.py
"""

from __future__ import annotations

import base64
import hashlib
import subprocess
import tarfile
import tempfile
import tomllib
from pathlib import Path

HERE = Path(__file__).parents[1] / "kg" / "data" / "vendor"


def main() -> None:
    """Fetch every package and copy its files."""
    packages = tomllib.loads((HERE / "packages.toml").read_text(encoding="utf-8"))
    for name, about in packages.items():
        with tempfile.TemporaryDirectory() as folder:
            archive = _fetch(f"{name}@{about['version']}", Path(folder))
            _check(archive, about["integrity"])
            with tarfile.open(archive) as members:
                for source, target in about["files"].items():
                    content = members.extractfile(f"package/{source}")
                    assert content is not None, source
                    (HERE / target).write_bytes(content.read())
        print(f"{name} {about['version']} ({about['licence']}): {len(about['files'])} files")


def _fetch(package: str, folder: Path) -> Path:
    subprocess.run(
        ["npm", "pack", "--silent", "--ignore-scripts", package],
        cwd=folder,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return next(folder.glob("*.tgz"))


def _check(archive: Path, integrity: str) -> None:
    algorithm, _, expected = integrity.partition("-")
    found = hashlib.new(algorithm, archive.read_bytes()).digest()
    if base64.b64encode(found).decode() != expected:
        raise SystemExit(f"{archive.name}: found another digest than {integrity}")


if __name__ == "__main__":
    main()

"""Folders of the source tree that an installed package needs as well.

``ontology`` and ``seeds`` are top-level folders of the source tree; the wheel holds them
inside the package. Data of the package itself (``kg/data``) lies in the package in both.
"""

from __future__ import annotations

from pathlib import Path

from kg.errors import KgError

_PACKAGE = Path(__file__).parent


def folder(name: str) -> Path:
    """The folder ``ontology`` or ``seeds``, in a source tree or an installed package.

    Raises KgError where neither has it: the installation is broken.
    """
    # A source tree is known by its pyproject.toml; site-packages may hold others' "seeds".
    in_source_tree = (_PACKAGE.parent / "pyproject.toml").is_file()
    place = (_PACKAGE.parent if in_source_tree else _PACKAGE) / name
    if not place.is_dir():
        raise KgError(f"{place}: no such folder; the installation of rawabit is broken")
    return place

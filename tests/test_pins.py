"""Every version is pinned, in one set, everywhere the same; and no file names a package registry's host."""

from __future__ import annotations

import re
import subprocess
import tomllib
from importlib.metadata import distributions
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PINS = [Requirement(line) for line in (ROOT / "constraints.txt").read_text().splitlines()]
HERE = {
    canonicalize_name(pin.name): str(pin.specifier).removeprefix("==")
    for pin in PINS
    if pin.marker is None or pin.marker.evaluate()
}


def test_the_mirror_in_pyproject_is_the_same_set() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    assert project["tool"]["uv"]["constraint-dependencies"] == (ROOT / "constraints.txt").read_text().splitlines()


def test_what_is_installed_is_what_is_pinned() -> None:
    installed = {canonicalize_name(found.metadata["Name"]): found.version for found in distributions()}
    own = {"omdome", "pip", "setuptools", "wheel"}
    assert {name: version for name, version in installed.items() if name not in own} == {
        name: version for name, version in HERE.items() if name in installed
    }
    assert installed.keys() >= {canonicalize_name(Requirement(line).name) for line in wanted()}


def wanted() -> list[str]:
    """The project's own dependencies."""
    dependencies: list[str] = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
    return dependencies


def test_the_image_is_built_from_a_part_of_the_same_set_with_hashes() -> None:
    hashed = (ROOT / "requirements.hashed.txt").read_text()
    named = re.findall(r"^([\w.-]+)==([^\s;\\]+)", hashed, re.MULTILINE)
    pinned = {(canonicalize_name(pin.name), str(pin.specifier).removeprefix("==")) for pin in PINS}
    assert {(canonicalize_name(name), version) for name, version in named} <= pinned
    assert hashed.count("--hash=sha256:") >= len(named)
    assert {canonicalize_name(name) for name, _ in named} >= {
        canonicalize_name(Requirement(line).name) for line in wanted()
    }


def test_no_file_names_a_registry() -> None:
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split()
    assert "uv.lock" not in tracked
    hosts = ["pypi" + ".org", "files.python" + "hosted.org", "registry.npm" + "js.org"]
    for name in tracked:
        text = (ROOT / name).read_bytes() if (ROOT / name).is_file() else b""
        assert not any(host.encode() in text for host in hosts), name

"""The package as a whole: what it imports, what it ships, what its files may not say."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import version
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
NOT_OURS = {".git", ".venv", "venv", "build", "dist", "shared", "node_modules", "__pycache__"}

# Built from parts, so that this file passes its own test.
REGISTRIES = tuple(
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("crates", "io"),
        ("deb", "debian", "org"),
        ("conda", "anaconda", "org"),
    )
)
MACHINE_PATH = re.compile(r"(?<![\w.:/$}~-])/(?:work|root|home|Users)/\w")
PIP_ADDRESS = re.compile(r"^\s*--?(?:i|index|extra-index|find-links|trusted-host)\b", re.MULTILINE)


def project_files() -> list[Path]:
    """Every file that is tracked or could be: what git ignores is left out where git is there."""
    if shutil.which("git") and (ROOT / ".git").exists():
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT,
            capture_output=True,
            check=False,
        )
        if listed.returncode == 0:
            names = listed.stdout.decode().split("\0")
            return sorted({path for name in names if name and (path := ROOT / name).is_file()})
    return sorted(
        path
        for path in ROOT.rglob("*")
        if path.is_file()
        and not NOT_OURS & set(path.relative_to(ROOT).parts)
        and not any(part.endswith("_cache") for part in path.relative_to(ROOT).parts)
    )


def pins(name: str) -> dict[str, str]:
    """Package to version, as pinned in one file of requirements."""
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    return dict(re.findall(r"^([\w.-]+)==(\S+)", text, re.MULTILINE))


def test_import_loads_nothing_but_the_standard_library():
    """`import licet` stays quick, because everything heavy is imported where it is used."""
    program = (
        "import sys; before = set(sys.modules); import licet;"
        "print(*{name.partition('.')[0] for name in set(sys.modules) - before})"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        capture_output=True,
        text=True,
        check=True,
    )

    assert {"licet"} == set(done.stdout.split()) - sys.stdlib_module_names


def test_version_is_the_same_everywhere():
    import licet

    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")

    assert PROJECT["version"] == licet.__version__
    assert PROJECT["version"] == version("licet")
    assert f"## {PROJECT['version']}" in changelog


def test_wheel_ships_every_file_of_the_package(tmp_path):
    """Law, catalog and `py.typed` travel with the code; nothing else does."""
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        shipped = {name for name in archive.namelist() if ".dist-info/" not in name}
    expected = {
        path.relative_to(SOURCE).as_posix()
        for path in project_files()
        if path.is_relative_to(SOURCE)
    }

    assert expected == shipped
    assert "licet/py.typed" in shipped


@pytest.mark.parametrize("name", ["run", "dev", "spark", "bench"])
def test_every_requirement_has_a_version_and_hashes(name):
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    entries = [entry for entry in re.split(r"^(?=\w)", text, flags=re.MULTILINE) if entry.strip()]

    assert entries
    assert [] == [entry for entry in entries if "==" not in entry or "--hash=sha256:" not in entry]


def test_requirement_files_agree_on_versions():
    """Installing dev on top of run, or spark or bench on top of dev, changes no version."""
    assert pins("run").items() <= pins("dev").items()
    assert {"pyspark", "py4j"} == {*pins("spark")} - {*pins("dev")}
    assert pins("spark").items() - pins("dev").items() == {
        (name, pins("spark")[name]) for name in ("pyspark", "py4j")
    }
    assert pins("dev").items() <= pins("bench").items()


def test_no_file_names_a_package_registry_or_a_path_of_one_machine():
    """A checkout means the same on every machine, and pulls from wherever pip is set up to."""
    found = []
    for path in project_files():
        name = path.relative_to(ROOT).as_posix()
        text = path.read_bytes().decode("utf-8", errors="replace")
        found += [f"{name}: {host}" for host in REGISTRIES if host in text]
        found += [f"{name}: {match[0]}" for match in MACHINE_PATH.finditer(text)]
        if name.startswith("requirements"):
            found += [f"{name}: {match[0]}" for match in PIP_ADDRESS.finditer(text)]

    assert [] == found

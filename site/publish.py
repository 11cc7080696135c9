"""Puts a finished site in place of the one that is served, in one step."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

KEEP = 2
"""The site that is served and the one before it, which a request may still be reading."""


def versions_folder(site_dir: Path) -> Path:
    """Where the versions of the site lie; `site_dir` is a link to one of them."""
    return site_dir.with_name(f"{site_dir.name}-versions")


def current(site_dir: Path) -> Path | None:
    """The version that is served, or None."""
    return site_dir.resolve() if site_dir.is_symlink() and site_dir.exists() else None


def publish(version: Path, site_dir: Path) -> None:
    """Serve a version from now on.

    A link is replaced by renaming another one over it, so a reader finds the old site or the new one, never
    neither and never half of one.
    """
    if site_dir.exists() and not site_dir.is_symlink():
        site_dir.rename(versions_folder(site_dir) / "before-versions")
    link = site_dir.with_name(f"{site_dir.name}.next")
    link.unlink(missing_ok=True)
    link.symlink_to(os.path.relpath(version, site_dir.parent), target_is_directory=True)
    link.replace(site_dir)


def tidy(site_dir: Path) -> None:
    """Remove versions that nobody reads any more."""
    served = current(site_dir)
    versions = [path for path in versions_folder(site_dir).iterdir() if path.is_dir() and path != served]
    versions.sort(key=lambda path: path.stat().st_mtime, reverse=True)
    for path in versions[KEEP - 1 :]:
        shutil.rmtree(path, ignore_errors=True)

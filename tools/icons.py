"""Draws the app's icons from the seal in `site/assets/favicon.svg`.

python tools/icons.py
"""

from __future__ import annotations

from pathlib import Path

import typst

SITE = Path(__file__).resolve().parent.parent / "site"
SEAL = SITE / "assets" / "favicon.svg"
FOLDER = SITE / "app" / "icons"
GROUND = "#0b3b40"
SAFE = 0.62
"""The share of a maskable icon's width that the seal takes: what lies within 40% of the centre is never cut off
(W3C Web Application Manifest, "Icon masks and safe zone")."""


def icon(size: int, share: float = 1.0, ground: str = "none") -> bytes:
    """The seal as a square PNG.

    Args:
        size: width and height in pixels.
        share: how much of the width the seal takes.
        ground: the colour around it, such as `#0b3b40`; none is see-through.
    """
    fill = f'rgb("{ground}")' if ground != "none" else "none"
    page = f"#set page(width: {size}pt, height: {size}pt, margin: 0pt, fill: {fill})\n"
    page += f'#place(center + horizon, image("/assets/{SEAL.name}", width: {share:.0%}))\n'
    drawn: bytes = typst.compile(page.encode(), root=SITE, format="png", ppi=72)  # type: ignore[call-overload]  # its stub wants one type for source and root
    return drawn


def main() -> None:
    """Write the icons beside the worker."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, drawn in {
        "icon-192.png": icon(192),
        "icon-512.png": icon(512),
        "icon-maskable-512.png": icon(512, SAFE, GROUND),
    }.items():
        (FOLDER / name).write_bytes(drawn)


if __name__ == "__main__":
    main()

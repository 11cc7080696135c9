"""Packs that the project draws itself, of brands that do not exist, and photos as an officer would take of them.

`pack.draw(spec, change)` gives a flat pack with the box of what was changed; `snapshot.take` puts packs into a photo.
"""

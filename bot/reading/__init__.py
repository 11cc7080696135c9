"""Reading label text in a photo: detect → straighten → read each line by the engine of its script → vote."""

from bot.reading.read import read_lines, read_text, warm_up

__all__ = ["read_lines", "read_text", "warm_up"]

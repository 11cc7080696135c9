"""Reading label text in a photo: detect → straighten → read each line by the engine of its script."""

from bot.reading.read import Text, read_lines, read_text, warm_up
from bot.reading.spot import Names, Spot

__all__ = ["Names", "Spot", "Text", "read_lines", "read_text", "warm_up"]

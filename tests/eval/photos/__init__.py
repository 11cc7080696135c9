"""Rendered phone photos of packs with their ground truth, and the measuring of the reader on them."""

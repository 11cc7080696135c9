"""The knowledge base: guides, their languages, their index and the search over it."""

"""Write the vectors that are shipped with the content: `python -m tools.vectors`.

Run it after guides, their translations or lines of `kb/data` have changed; a first start embeds what is missing.
"""

from __future__ import annotations

from kb.embedding_cache import CACHE, CachedEmbeddings
from kb.embeddings import embedder
from kb.index_contents import contents
from kb.library import load_library
from kb.locales import catalog_locales
from kb.localise import localise
from kb.settings import get_settings
from kb.shipped_vectors import FILE, write


def main() -> None:
    """Embed what an index of the default settings holds and write it."""
    settings = get_settings()
    model = embedder(settings)
    library = load_library(settings.guides)
    tags = catalog_locales(settings.translations)
    made = contents((localise(guide, tag) for guide in library.values() for tag in tags), settings)
    texts = made.texts
    vectors = CachedEmbeddings(model, settings.index_dir / CACHE).embed_documents(texts)
    write(texts, vectors, model.fingerprint)
    print(f"{FILE}: {len(texts)} vectors, {FILE.stat().st_size // 1024} kB")


if __name__ == "__main__":
    main()

"""Translations whose meaning may differ from their source: pairs whose vectors lie far apart in their language.

A multilingual embedding model puts a sentence and its translation close together. How close differs from language to
language, so a pair is compared with the usual one of its language. The model is small and takes a sentence for its
denial: what it flags a person should read; what it does not flag is not shown to be right.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from kb.catalogs import catalog_path, load_po
from kb.embedding_cache import CACHE, CachedEmbeddings
from kb.embeddings import embedder
from kb.interface import DOMAIN
from kb.locales import SOURCE, catalog_locales
from kb.markdown import plain
from kb.settings import Settings
from kb.translate import templates

_SHORTEST = 25
"""Characters of English below which a vector says little: titles of a word or two."""


@dataclass(frozen=True)
class Doubt:
    """A pair and how far it lies from the usual one of its language."""

    locale: str
    context: str
    source: str
    translation: str
    similarity: float
    """Cosine of the two vectors, -1 to 1."""
    deviation: float
    """Standard deviations below the mean of the language."""


def doubts(settings: Settings, locales: Iterable[str] = ()) -> Iterator[list[Doubt]]:
    """For each language its pairs, the most doubtful first.

    Args:
        settings: where catalogs and index lie, and the embedding model.
        locales: BCP 47 tags; all that exist if none is named.
    """
    made = {domain: template for domain, template in templates(settings).items() if domain != DOMAIN}
    model = CachedEmbeddings(embedder(settings), settings.index_dir / CACHE)
    for tag in tuple(locales) or catalog_locales(settings.translations):
        if tag == SOURCE:
            continue
        pairs: list[tuple[str, str, str]] = []
        for domain, template in made.items():
            path = catalog_path(settings.translations, tag, domain)
            if not path.exists():
                continue
            catalog = load_po(path, tag)
            for message in template:
                found = catalog.get(str(message.id), message.context) if message.id else None
                if found and found.string and not found.fuzzy and len(str(message.id)) >= _SHORTEST:
                    pairs.append((message.context or "", plain(str(message.id)), plain(str(found.string))))
        if pairs:
            yield _ranked(tag, pairs, model)


def _ranked(tag: str, pairs: Sequence[tuple[str, str, str]], model: CachedEmbeddings) -> list[Doubt]:
    ours = np.array(model.embed_documents([source for _, source, _ in pairs]), np.float32)
    theirs = np.array(model.embed_documents([translation for *_, translation in pairs]), np.float32)
    cosines = np.sum(ours * theirs, axis=1) / (np.linalg.norm(ours, axis=1) * np.linalg.norm(theirs, axis=1))
    deviations = (cosines.mean() - cosines) / (cosines.std() or 1.0)
    return [
        Doubt(tag, context, source, translation, float(cosines[index]), float(deviations[index]))
        for index in np.argsort(cosines)
        for context, source, translation in (pairs[index],)
    ]

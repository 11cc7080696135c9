"""Checks of the interface's English sentences themselves."""

from __future__ import annotations

from ruamel.yaml.error import YAMLError

from kb.errors import Problem
from kb.extract import extract_interface
from kb.interface import source_files
from kb.settings import Settings
from kb.translation_check import placeholders


def check_interface(settings: Settings) -> list[Problem]:
    """Every sentence that is empty, has broken braces, or a file that is not YAML."""
    problems = []
    for path in source_files(settings.translations):
        try:
            with path.open("rb") as stream:
                messages = [(context, text) for _, _, (context, text), _ in extract_interface(stream, {}, (), {})]
        except YAMLError as error:
            reason = str(error).splitlines()[0]
            problems.append(Problem(path, 1, "", "problem.bad-yaml", (("reason", reason),)))
            continue
        for context, text in messages:
            if not text:
                problems.append(Problem(path, 1, context, "problem.empty-text"))
            if "?" in placeholders(text):
                problems.append(Problem(path, 1, context, "problem.bad-braces"))
    return problems

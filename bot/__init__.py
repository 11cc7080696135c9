"""The assistant: evidence from photos and words, findings, verdict, answer."""

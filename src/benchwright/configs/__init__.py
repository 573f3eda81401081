"""Saved configs: the entries under `models:` of benchwright.yaml, changed without touching the rest of the file."""

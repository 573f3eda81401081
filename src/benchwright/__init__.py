"""Benchwright: a lab that measures what language models do, and says how sure it is."""

__version__ = "0.1.0"

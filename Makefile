.PHONY: demo test check fix bench docs
PY := .venv/bin/python

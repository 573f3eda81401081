"""Keeps runs, attempts, calls and scores; the only room that knows the database. Rows never leave it, records do."""

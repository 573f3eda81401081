"""Where untrusted code runs, and where what it returns is judged: outside."""

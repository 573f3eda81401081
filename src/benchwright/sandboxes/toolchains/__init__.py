"""What the languages need in the sandbox: one file a language."""

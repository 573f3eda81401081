"""Coverage-guided fuzzing of everything that reads what others wrote: one target a file, each a function of bytes."""

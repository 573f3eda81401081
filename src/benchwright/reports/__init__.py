"""Records to text: pure functions that write what a run says. They neither read the store nor open files."""

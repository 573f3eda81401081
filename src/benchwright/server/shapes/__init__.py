"""What goes in and out over HTTP, one noun a file: the API's contract, kept apart from the records behind it."""

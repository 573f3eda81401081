"""What a person can do, one file for each thing; the only ring where rooms meet."""

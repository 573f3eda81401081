"""Who judges: one file per dimension."""

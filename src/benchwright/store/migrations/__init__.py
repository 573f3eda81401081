"""What turns an older database into today's, one file for each change, oldest first."""

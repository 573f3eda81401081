"""What can be asked over HTTP, one noun a file. A route parses, calls one action and shapes what comes back."""

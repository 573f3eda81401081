"""The second door: an HTTP API with live events, and the page that is made of it. Holds no logic of its own."""

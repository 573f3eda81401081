"""How an answer is obtained from a candidate."""

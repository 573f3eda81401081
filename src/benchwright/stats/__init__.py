"""Pure maths: how good a candidate is, and how sure that is. Knows neither files nor the store."""

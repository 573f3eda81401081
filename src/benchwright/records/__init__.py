"""The nouns: frozen records that every room speaks, with no behaviour beyond reading themselves."""

"""Trying sandboxes with programs that mean harm: what the host plants, runs, sees and says."""

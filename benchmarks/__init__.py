"""Speed and memory beside a bare loop, in one run: compare the ratios, not the absolute figures."""

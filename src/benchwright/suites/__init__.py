"""What is asked: reading, finding, sampling, importing and validating suites of tasks."""

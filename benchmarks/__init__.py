"""Speed and memory of the package as installed: `python -m benchmarks`."""

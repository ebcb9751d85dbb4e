"""Throughput, memory and growth of kgbuild on a generated corpus, as ratios against peers: `python -m bench`."""

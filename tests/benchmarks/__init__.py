"""That the benchmarks run; what they measure is for a quiet machine."""

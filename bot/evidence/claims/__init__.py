"""Checking a claim: supported, sources differ, or not in these sources; never true or false."""

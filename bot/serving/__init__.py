"""Interactions over HTTP, shards over processes, and what both need to run for long."""

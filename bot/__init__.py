"""Briefbot: curated evidence, looked up and cited, in a Discord discussion."""

"""Answers as plain cards, fitted to Discord's limits before Discord is involved, each with a plain-text twin."""

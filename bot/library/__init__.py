"""The curated library: source texts, passages, quotes, briefs, figures and score sheets, checked and immutable."""

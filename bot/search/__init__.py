"""Free text to evidence: normalising, index, ranking, and the choice to answer, ask or decline."""

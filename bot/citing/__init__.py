"""Citations that can be pasted, exports for reference managers, and links that open at the sentence."""

"""Answers as pure data: what the library says on a question, with every line resting on numbered passages."""

"""The user's Python files: what they define, what they depend on, their fingerprints."""

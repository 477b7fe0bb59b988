"""Configuration: YAML with line numbers, its schema, and messages for its mistakes."""

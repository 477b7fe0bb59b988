"""A process that has imported everything and forks for the scripts of a local run."""

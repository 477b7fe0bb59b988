"""YAML with lines and tags: the configuration's, and that of simulations."""

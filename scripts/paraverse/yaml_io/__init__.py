"""Reading and writing YAML: configuration with lines and tags, and data of simulations."""

"""New projects: the example, or a project for existing output of simulations."""

"""Jobs and rules of the plan, and the lines that state what results depend on."""

"""Plot functions, in modules that plots name by `module`."""

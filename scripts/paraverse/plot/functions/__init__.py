"""Plot functions, in modules that plots refer to by `module`."""

"""``paraverse watch``: after each change of a project, draw what it concerns and show it."""

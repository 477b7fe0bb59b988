"""Colors, styles and labels of figures."""

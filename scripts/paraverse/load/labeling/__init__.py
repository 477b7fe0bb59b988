"""Labels of datasets: names of dimensions, and coordinates."""

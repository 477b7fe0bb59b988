"""The gallery: a page to explore the figures of a sweep, as a file that needs no server."""

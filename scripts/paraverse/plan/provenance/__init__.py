"""The origin of results as far as the plan knows it, for the provenance that they carry."""

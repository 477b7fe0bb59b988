"""From the configuration to the jobs, without running anything."""

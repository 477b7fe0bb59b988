"""The library, and the first look at the configuration, before Snakemake reads it."""

import sys
from pathlib import Path

# The folder of this file; in a module, `workflow.basedir` is that of another Snakefile
rules_folder = workflow.current_basedir.get_path_or_uri(secret_free=True)
sys.path.insert(0, str(Path(rules_folder).parent / "scripts"))

from paraverse.workflow.own_packages import find_missing_packages, require_own_packages

if find_missing_packages():

    # Does something only with `--software-deployment-method conda`
    conda: "../envs/workflow.yaml"


require_own_packages()

from paraverse.workflow.early_start import start_early

# Before the imports that follow, as both take time
start_early(workflow, "config/config.yaml")

from paraverse.workflow.config_file import require_valid_yaml

# Snakemake would not say in which line the mistake is
require_valid_yaml("config/config.yaml")

"""The library, and the first look at the configuration, before Snakemake reads it."""

import sys
from pathlib import Path

# In a module, `workflow.basedir` is that of another Snakefile
source = workflow.current_basedir
library = Path(source.get_path_or_uri(secret_free=True)).parent / "scripts"
is_remote = not library.is_dir()  # Snakemake fetches rules and scripts, but no libraries
if not is_remote:
    sys.path.insert(0, str(library.resolve()))  # a clone may be reached by a link

try:
    from paraverse.workflow.project_in_workflow import ProjectInWorkflow
except ModuleNotFoundError as error:
    if error.name != "paraverse":
        raise
    host = getattr(source, "host", None)
    version = f" @ git+https://{host}/{source.repo}@{source.ref}" if host else ""
    sys.exit(
        f"The workflow in {source} needs paraverse, which is not installed. Install the same "
        f"version where Snakemake is:\n    pip install 'paraverse{version}'"
    )

if is_remote:
    from paraverse.workflow.remote import require_version

    require_version(workflow.source_path("../scripts/paraverse/__init__.py"), source)

# The working directory; in a module with a prefix, the folder that the prefix names
project = ProjectInWorkflow.of(workflow)

from paraverse.workflow.own_packages import find_missing_packages, require_own_packages

if find_missing_packages():

    # Does something only with `--software-deployment-method conda`
    conda: "../envs/workflow.yaml"

    require_own_packages()


from paraverse.workflow.early_start import start_early

# Before the imports that follow, as both take time
start_early(workflow, project.config_file, project.folder)

from paraverse.workflow.config_file import require_valid_yaml

# Snakemake would not say in which line the mistake is
require_valid_yaml(project.config_file)

"""The operations that come with paraverse, by topic.

Importing this package registers them. Its modules import numpy, xarray and other libraries only
inside functions, because the Snakefile, which every cluster job parses, needs only the names.
"""

import paraverse.transform.operations.access
import paraverse.transform.operations.arithmetic
import paraverse.transform.operations.calls
import paraverse.transform.operations.combining
import paraverse.transform.operations.comparison
import paraverse.transform.operations.expression
import paraverse.transform.operations.general
import paraverse.transform.operations.labelled_arrays
import paraverse.transform.operations.node_attributes
import paraverse.transform.operations.object_arrays
import paraverse.transform.operations.statistics  # noqa: F401
from paraverse.transform.registry import operation_names

BUILTIN_NAMES = frozenset(operation_names())
"""Names of the operations that come with paraverse, excluding those that a project registers."""

"""The Python side: open a multiverse, its data tree, graphs of transformations."""

"""The operations that come with paraverse, by topic."""

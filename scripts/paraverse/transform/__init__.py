"""The transformation language: select data, transform it step by step, tag results."""

from paraverse.transform.evaluate import evaluate

__all__ = ["evaluate"]

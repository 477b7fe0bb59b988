"""The JSON schema of `config/config.yaml`, which editors use to complete and check the file."""

from __future__ import annotations

import json

from paraverse.config.models import Config


def build_schema() -> str:
    """Build the schema from the models of the configuration.

    Returns
    -------
    str
        A JSON document that ends with a newline.
    """
    content = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **Config.model_json_schema(mode="validation"),
    }
    # Presets have added the section before the models see it
    content["required"].remove("load")
    return json.dumps(content, indent=2) + "\n"

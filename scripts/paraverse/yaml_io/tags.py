"""The tags of configuration files, for editors that must be told what follows a tag."""

from __future__ import annotations

_SCALAR = "scalar"
_SEQUENCE = "sequence"
_MAPPING = "mapping"

_KINDS = {
    "!dag_prev": (_SCALAR,),
    "!dag_tag": (_SCALAR,),
    "!dag_node": (_SCALAR,),
    "!dag_ref": (_SCALAR,),
    "!dag_result": (_SCALAR,),
    "!arg": (_SCALAR, _SEQUENCE),
    "!kwarg": (_SCALAR, _SEQUENCE),
    "!cmap": (_SCALAR, _SEQUENCE, _MAPPING),
    "!colormap": (_SCALAR, _SEQUENCE, _MAPPING),
    "!cmap-norm": (_SCALAR, _MAPPING),
    "!cmap_norm": (_SCALAR, _MAPPING),
    "!pspace": (_MAPPING,),
    "!pdim": (_MAPPING,),
    "!sweep": (_MAPPING,),
    "!coupled-pdim": (_MAPPING,),
    "!coupled-sweep": (_MAPPING,),
    "!slice": (_SCALAR, _SEQUENCE),
    "!range": (_SCALAR, _SEQUENCE),
    "!linspace": (_SEQUENCE,),
    "!arange": (_SEQUENCE,),
    "!logspace": (_SEQUENCE,),
    "!listgen": (_SCALAR, _SEQUENCE, _MAPPING),
    "!any": (_SEQUENCE,),
    "!all": (_SEQUENCE,),
    "!expr": (_SCALAR,),
    "!format": (_SCALAR, _SEQUENCE, _MAPPING),
}

CUSTOM_TAGS = [f"{tag} {kind}" for tag, kinds in _KINDS.items() for kind in kinds]
"""The value of ``yaml.customTags``, a setting of the YAML extension of VS Code."""

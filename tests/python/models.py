"""What shapesmith knows of a service beside botocore's model."""

import json
import pathlib

CUSTOMIZATIONS = pathlib.Path(__file__).parents[2] / "codegen/src/lower/customizations.toml"


def with_unions(raw):
    """A model's shapes, where what shapesmith takes for a union has one member at a time, though the model doesn't say so."""
    shapes = raw["shapes"]
    return {**shapes, **{union: {**shapes[union], "union": True} for union in unions_of(raw["metadata"]["serviceId"])}}


def unions_of(service):
    """The structures that are unions beside what the service's model says."""
    entries = CUSTOMIZATIONS.read_text().split("[[entry]]")
    lines = [line for entry in entries if f'service = "{service}"' in entry for line in entry.splitlines()]
    listed = [line.split("=")[1] for line in lines if line.startswith("unions =")]
    return [union for names in listed for union in json.loads(names)]

"""What shapesmith takes for a union although botocore's models don't say so: it has one member at a time."""

import json
import pathlib

CUSTOMIZATIONS = pathlib.Path(__file__).parents[2] / "codegen/src/lower/customizations.toml"


def unions_of(service):
    """The structures that are unions beside what the service's model says."""
    entries = CUSTOMIZATIONS.read_text().split("[[entry]]")
    lines = [line for entry in entries if f'service = "{service}"' in entry for line in entry.splitlines()]
    listed = [line.split("=")[1] for line in lines if line.startswith("unions =")]
    return [union for names in listed for union in json.loads(names)]


def with_unions(raw):
    """The shapes of a service's model, with its unions marked."""
    shapes = raw["shapes"]
    unions = {union: {**shapes[union], "union": True} for union in unions_of(raw["metadata"]["serviceId"])}
    return {**shapes, **unions}

"""Values in botocore's form and in the form that generated types have in serde, led by a model as it is in its file.

serde's form has a member's key in a body as its name, timestamps as RFC 3339, blobs as base64 and what no JSON number
can be (NaN) as a string.
"""

import base64
import datetime
import json
import math

UTC = datetime.timezone.utc


def keys(shapes, shape):
    """The keys that serde's form has for the members of a structure, by name."""
    members = shape["members"]
    found = {name: wire_name(shapes, name, reference) for name, reference in members.items()}
    in_body = {found[name] for name, reference in members.items() if "location" not in reference}
    for name, reference in members.items():
        # A member outside the body makes way.
        if "location" in reference and name in in_body:
            found[name] = reference["locationName"]
    return found


def wire_name(shapes, member, reference):
    """The key of a member: its own, or in a few old models one that its target brings along."""
    if "location" in reference or "locationName" in reference:
        return member if "location" in reference else reference["locationName"]
    shape = shapes[reference["shape"]]
    if shape["type"] == "structure":
        return member
    of_element = shape["member"].get("locationName") if shape["type"] == "list" and shape.get("flattened") else None
    return of_element or shape.get("locationName", member)


def to_serde(shapes, reference, value):
    """A value as botocore takes or gives it, turned into serde's form."""
    if value is None:
        return value
    if reference.get("jsonvalue"):
        # In a body botocore takes such JSON as a string, and the suites do so everywhere.
        return json.loads(value) if isinstance(value, str) else value
    shape = shapes[reference["shape"]]
    kind = shape["type"]
    if kind == "structure":
        if shape.get("document"):
            return value
        members = {name: member for name, member in value.items() if name in shape["members"]}
        unknown = sorted(value.keys() - members.keys() - {"SDK_UNKNOWN_MEMBER"})
        if unknown:
            raise ValueError(f"{reference['shape']} has no {unknown}")
        references, named = shape["members"], keys(shapes, shape)
        return {named[name]: to_serde(shapes, references[name], member) for name, member in members.items()}
    if kind == "list":
        return [to_serde(shapes, shape["member"], element) for element in value]
    if kind == "map":
        return {key: to_serde(shapes, shape["value"], entry) for key, entry in value.items()}
    return scalar(kind, value)


def scalar(kind, value):
    if kind == "blob":
        return base64.b64encode(value.encode() if isinstance(value, str) else value).decode()
    if kind == "timestamp":
        return moment(value).isoformat().replace("+00:00", "Z")
    if kind in ("float", "double") and not isinstance(value, str) and not math.isfinite(value):
        return "NaN" if value != value else "Infinity" if value > 0 else "-Infinity"
    return value


def from_serde(shapes, reference, value):
    """A value in serde's form, turned into botocore's: the members' own names, bytes, datetimes."""
    if value is None or reference.get("jsonvalue"):
        return value
    shape = shapes[reference["shape"]]
    kind = shape["type"]
    if kind == "structure" and not shape.get("document"):
        named = {key: (name, shape["members"][name]) for name, key in keys(shapes, shape).items()}
        found = [(*named[key], member) for key, member in value.items()]
        return {name: from_serde(shapes, member_reference, member) for name, member_reference, member in found}
    if kind == "list":
        return [from_serde(shapes, shape["member"], element) for element in value]
    if kind == "map":
        return {key: from_serde(shapes, shape["value"], entry) for key, entry in value.items()}
    if kind == "blob":
        return base64.b64decode(value)
    return moment(value) if kind == "timestamp" else value


def moment(value):
    """A point in time from a number of seconds, ISO 8601, or a datetime."""
    if isinstance(value, datetime.datetime):
        return value.astimezone(UTC)
    if isinstance(value, str):
        return datetime.datetime.fromisoformat(value).astimezone(UTC)
    return datetime.datetime.fromtimestamp(0, UTC) + datetime.timedelta(seconds=value)


def differences(shapes, reference, theirs, ours, path=""):
    """Where two values in serde's form differ, as lines.

    A list or map that is absent is the same as an empty one: most fields can't tell. A required member that is absent is
    zero or empty in ours, as Smithy's client error correction says.
    """
    if theirs is None or ours is None or reference.get("jsonvalue"):
        return [] if theirs == ours else [told(path, theirs, ours)]
    shape = shapes[reference["shape"]]
    kind = shape["type"]
    if kind == "structure" and not shape.get("document"):
        return of_structure(shapes, shape, theirs, ours, path)
    if kind == "list" and isinstance(ours, list) and len(theirs) == len(ours):
        pairs = enumerate(zip(theirs, ours))
        return [line for index, (one, other) in pairs for line in differences(shapes, shape["member"], one, other, f"{path}[{index}]")]
    if kind == "map" and isinstance(ours, dict) and theirs.keys() == ours.keys():
        return [line for key in theirs for line in differences(shapes, shape["value"], theirs[key], ours[key], f"{path}[{key!r}]")]
    return [] if same(kind, theirs, ours) else [told(path, theirs, ours)]


def of_structure(shapes, shape, theirs, ours, path):
    lines = []
    known = {key: (name, shape["members"][name]) for name, key in keys(shapes, shape).items()}
    for key in theirs.keys() | ours.keys():
        if key not in known:
            lines.append(told(f"{path}.{key}", theirs.get(key), ours.get(key)))
            continue
        name, reference = known[key]
        one, other = theirs.get(key), ours.get(key)
        holds_many = shapes[reference["shape"]]["type"] in ("list", "map")
        if holds_many and not one and not other:
            continue
        if one is None and name in shape.get("required", []) and is_blank(other):
            continue
        lines += differences(shapes, reference, one, other, f"{path}.{key}")
    return lines


def is_blank(value):
    if isinstance(value, dict):
        return all(is_blank(member) for member in value.values())
    return value in (None, "", 0, False, [], "1970-01-01T00:00:00Z")


def same(kind, theirs, ours):
    if kind == "timestamp":
        return isinstance(ours, str) and moment(theirs) == moment(ours)
    if kind == "float" and not isinstance(theirs, str) and not isinstance(ours, str):
        return math.isclose(theirs, ours, rel_tol=1e-6)
    return theirs == ours and isinstance(theirs, bool) == isinstance(ours, bool)


def told(path, theirs, ours):
    return f"{path or '.'}: expected {theirs!r}, ours is {ours!r}"

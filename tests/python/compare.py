"""Compares two HTTP requests by what they mean: JSON, CBOR and XML as values, queries as pairs without an order.

A map has no order either: ours are sorted, botocore's as they were given. The names of the elements that hold a map's
entries come from the model.
"""

import base64
import gzip
import io
import json
import re
import urllib.parse
import xml.etree.ElementTree as ElementTree

from botocore.parsers import RpcV2CBORParser

# The transport adds it, from the body that it is given.
LEFT_TO_THE_TRANSPORT = {"content-length"}


def entry_names(shapes):
    """The elements, or parts of a query's key, that stand for the entries of a map."""
    names = {"entry"}
    for shape in shapes.values():
        for name, reference in shape.get("members", {}).items():
            target = shapes[reference["shape"]]
            if target["type"] == "map" and (target.get("flattened") or reference.get("flattened")):
                name = reference.get("queryName") or reference.get("locationName") or name
                names |= {name, name[:1].upper() + name[1:]}
    return names


def split(uri):
    """Path, and the query as sorted pairs."""
    path, _, query = uri.partition("?")
    pairs = [part.partition("=") for part in query.split("&") if part]
    decoded = sorted((urllib.parse.unquote(name), urllib.parse.unquote(value)) for name, _, value in pairs)
    return path, decoded


def headers(theirs, ours):
    """Where ours lack a header of theirs, as lines; that ours say more is no difference."""
    lines = []
    for name, value in theirs.items():
        one, other = meaning(name, value), meaning(name, ours.get(name))
        if one != other and embedded(one) != embedded(other) and name not in LEFT_TO_THE_TRANSPORT:
            lines.append(f"header {name}: expected {value!r}, ours is {ours.get(name)!r}")
    return lines


def expected_headers(case, headers, body):
    """What a case of a protocol suite says of headers, and ours don't have so."""
    lines = []
    for name, value in case.get("headers", {}).items():
        ours = headers.get(name.lower())
        # A list's elements are separated by `, ` or `,`.
        if ours is None or re.sub(",\\s+", ",", ours) != re.sub(",\\s+", ",", value):
            lines.append(f"header {name}: expected {value!r}, ours is {ours!r}")
    for name in case.get("requireHeaders", []):
        there = bool(body) if name.lower() in LEFT_TO_THE_TRANSPORT else name.lower() in headers
        lines += [] if there else [f"header {name}: expected any, ours is absent"]
    for name in case.get("forbidHeaders", []):
        there = bool(body) if name.lower() in LEFT_TO_THE_TRANSPORT else name.lower() in headers
        lines += [f"header {name}: expected none, ours is {headers.get(name.lower())!r}"] if there else []
    return lines


def meaning(name, value):
    """A media type without its parameters, a list without the spaces after its commas."""
    if value is None:
        return None
    value = value.decode() if isinstance(value, bytes) else str(value)
    return value.partition(";")[0] if name == "content-type" else re.sub(",\\s+", ",", value)


def embedded(value):
    """The JSON that a header holds in base64; what isn't so stays text."""
    try:
        return json.loads(base64.b64decode(value or "", validate=True))
    except ValueError:
        return value


def bodies(protocol, theirs, ours, entries):
    """Where two bodies differ, as lines."""
    if theirs == ours:
        return []
    if not theirs or not ours:
        return [f"body: expected {theirs!r}, ours is {ours!r}"]
    read = reader(protocol, entries)
    try:
        one, other = read(theirs), read(ours)
    except Exception as error:
        return [f"body: {error!r}: expected {theirs!r}, ours is {ours!r}"]
    return [] if one == other else [f"body: expected {one}\n    ours is {other}"]


def reader(protocol, entries):
    if protocol == "smithy-rpc-v2-cbor":
        return cbor
    if protocol in ("query", "ec2"):
        return lambda body: form(body, entries)
    if protocol in ("json", "rest-json"):
        return document
    return lambda body: tree(parsed(body), entries)


def document(body):
    # `1` and `1.0` are one number, `1` and `true` are not one value.
    return json.dumps(json.loads(body, parse_int=float), sort_keys=True)


def cbor(body):
    parser = RpcV2CBORParser()
    return plain(parser.parse_data_item(parser.get_peekable_stream_from_bytes(body)))


def plain(value):
    """With NaN, which never equals itself, in words."""
    if isinstance(value, dict):
        return {key: plain(member) for key, member in value.items()}
    if isinstance(value, list):
        return [plain(element) for element in value]
    return repr(value) if isinstance(value, (bool, float)) else value


def form(body, entries):
    """A form's pairs, put into a tree by the dots of their names, in which the entries of maps are sorted."""
    root = {}
    for pair in body.decode().split("&"):
        name, _, value = pair.partition("=")
        node = root
        for step in urllib.parse.unquote_plus(name).split("."):
            node = node.setdefault(step, {})
        if "" in node:
            raise ValueError(f"{name} is there twice")
        node[""] = urllib.parse.unquote_plus(value)
    return ordered(root, entries)


def ordered(node, entries, name=""):
    if not isinstance(node, dict):
        return node
    inner = {step: ordered(child, entries, step) for step, child in node.items()}
    if name in entries and inner and all(re.fullmatch("[0-9]+", step) for step in inner):
        return sorted(inner.values(), key=repr)
    return dict(sorted(inner.items()))


def parsed(body):
    """The root; prefixes that are declared stand among the attributes, as they count even where they aren't used."""
    root, declared = None, {}
    for event, found in ElementTree.iterparse(io.BytesIO(body), ("start-ns", "start")):
        if event == "start-ns":
            prefix, uri = found
            declared |= {f"xmlns:{prefix}": uri} if prefix else {}
        else:
            found.attrib.update(declared)
            declared = {}
            root = found if root is None else root
    return root


def tree(element, entries):
    """An element as a value: the order of a structure's members doesn't matter, the order of a list's elements does."""
    children = [tree(child, entries) for child in element]
    children.sort(key=lambda child: (child[0], repr(child) if child[0].rpartition("}")[2] in entries else ""))
    text = (element.text or "") if not children else (element.text or "").strip()
    return element.tag, sorted(element.attrib.items()), text, children


def unpacked(headers, body):
    """The body without the encoding that its headers say."""
    return gzip.decompress(body) if headers.get("content-encoding", "").endswith("gzip") else body

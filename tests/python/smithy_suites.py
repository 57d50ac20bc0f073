"""Smithy's own protocol tests against code that is generated from their models.

    smithy_suites.py models DIRECTION SUITES NAMES      tells the services' names and models, and a list of what is refused
    smithy_suites.py judge DIRECTION SUITES PROBE       asks the probe, tells what differs; exit 1 if anything does

Each case that is left out stands here, with its reason.
"""

import base64
import gzip
import json
import pathlib
import re
import sys

import compare
import forms
import probe
from smithy_left_out import LEFT_OUT

# What the suites have where a client makes a token of its own.
TOKEN = "00000000-0000-4000-8000-000000000000"
UUID = re.compile("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")

PROTOCOLS = {
    "aws.protocols#awsJson1_0": "json",
    "aws.protocols#awsJson1_1": "json",
    "aws.protocols#awsQuery": "query",
    "aws.protocols#ec2Query": "ec2",
    "aws.protocols#restJson1": "rest-json",
    "aws.protocols#restXml": "rest-xml",
    "smithy.protocols#rpcv2Cbor": "smithy-rpc-v2-cbor",
}

XML = ("rest-xml", "query", "ec2")

SIMPLE = {
    "enum": "string", "intEnum": "integer", "byte": "integer", "short": "integer", "set": "list",
}


class Service:
    """A service of the suites: its shapes in the older format, as far as values need them, and its cases."""

    def __init__(self, file):
        self.file = file
        self.name = "s_" + re.sub("[^a-z0-9]+", "_", file.name.removesuffix(".json.gz").lower())
        self.ast = json.loads(gzip.decompress(file.read_bytes()))["shapes"]
        [self.id] = [id for id, shape in self.ast.items() if shape["type"] == "service"]
        service = self.ast[self.id]
        traits = service["traits"]
        self.rename = service.get("rename", {})
        self.protocol = next((name for id, name in PROTOCOLS.items() if id in traits), None)
        self.operations = {short(id): shape for id, shape in self.ast.items() if shape["type"] == "operation"}
        self.shapes = {self.called(id): self.older(id) for id in self.ast}
        for simple in ("String", "Blob", "Boolean", "Byte", "Short", "Integer", "Long", "Float", "Double", "Timestamp"):
            kind = simple.lower()
            self.shapes["smithy.api#" + simple] = {"type": SIMPLE.get(kind, kind)}
            self.shapes["smithy.api#Primitive" + simple] = {"type": SIMPLE.get(kind, kind)}
        self.shapes["smithy.api#Document"] = {"type": "structure", "members": {}, "document": True}
        self.shapes["smithy.api#Unit"] = {"type": "structure", "members": {}}

    def called(self, id):
        return id

    def members(self, id):
        """The members of a structure with those of its mixins before."""
        shape, found = self.ast[id], {}
        for mixin in shape.get("mixins", []):
            found |= self.members(mixin["target"])
        for name, member in shape.get("members", {}).items():
            inherited = found.get(name, {})
            traits = {**inherited.get("traits", {}), **member.get("traits", {})}
            found[name] = {**member, "traits": traits}
        return found

    def older(self, id):
        shape = self.ast[id]
        kind = shape["type"]
        if kind in ("structure", "union"):
            members = {name: self.reference(name, member) for name, member in self.members(id).items()}
            required = [name for name, member in self.members(id).items() if "smithy.api#required" in member["traits"]]
            return {"type": "structure", "members": members, "required": required}
        if kind == "document":
            return {"type": "structure", "members": {}, "document": True}
        if kind in ("list", "set"):
            return {"type": "list", "member": self.reference("member", shape["member"])}
        if kind == "map":
            return {"type": "map", "key": self.reference("key", shape["key"]), "value": self.reference("value", shape["value"])}
        return {"type": SIMPLE.get(kind, kind)}

    def reference(self, name, member):
        traits = member.get("traits", {})
        found = {"shape": member["target"]}
        if self.protocol in XML:
            key, flattened = traits.get("smithy.api#xmlName"), "smithy.api#xmlFlattened" in traits
            found |= {"flattened": True} if flattened else {}
        else:
            key = traits.get("smithy.api#jsonName") if self.protocol == "rest-json" else None
        if key is not None:
            found["locationName"] = key
        if self.protocol == "ec2" and "aws.protocols#ec2QueryName" in traits:
            found["queryName"] = traits["aws.protocols#ec2QueryName"]
        if self.protocol in ("rest-json", "rest-xml"):
            for trait in ("httpHeader", "httpPrefixHeaders", "httpQuery"):
                if "smithy.api#" + trait in traits:
                    found |= {"location": trait, "locationName": traits["smithy.api#" + trait]}
            for trait in ("httpLabel", "httpQueryParams", "httpResponseCode"):
                if "smithy.api#" + trait in traits:
                    found |= {"location": trait, "locationName": name}
        target = self.ast.get(member["target"], {}).get("traits", {})
        if target.get("smithy.api#mediaType") == "application/json" and self.ast[member["target"]]["type"] == "string":
            found["jsonvalue"] = True
        return found

    def cases(self, direction):
        """(operation, shape of the value or None, is it an error, case) for each case of clients."""
        trait = "smithy.test#httpRequestTests" if direction == "input" else "smithy.test#httpResponseTests"
        for name, operation in self.operations.items():
            for case in operation.get("traits", {}).get(trait, []):
                yield name, target(operation, direction), False, case
        if direction == "output":
            for id, shape in self.ast.items():
                if shape["type"] == "structure":
                    for case in shape.get("traits", {}).get(trait, []):
                        yield self.thrower(id), id, True, case

    def thrower(self, error):
        """An operation that may end with the error."""
        everywhere = self.ast[self.id].get("errors", [])
        for name, operation in self.operations.items():
            if any(found["target"] == error for found in operation.get("errors", []) + everywhere):
                return name
        return next(iter(self.operations))


def short(id):
    return id.partition("#")[2]


def target(operation, key):
    found = operation.get(key, {}).get("target", "smithy.api#Unit")
    return None if found == "smithy.api#Unit" else found


def load(folder):
    return [Service(file) for file in sorted(pathlib.Path(folder).glob("*.json.gz"))]


def endpoint(case):
    return "https://" + case.get("host", "example.com")


def ask_input(service, shape, case):
    value = case.get("params", {})
    return {"params": forms.to_serde(service.shapes, {"shape": shape}, value) if shape else {}}


def judge_input(service, shape, is_error, case, answer):
    if "request" not in answer:
        return [f"expected a request, ours is {answer}"]
    method, uri, headers, body = probe.request(answer)
    if TOKEN in json.dumps(case):
        uri, body = UUID.sub(TOKEN, uri), UUID.sub(TOKEN, body.decode()).encode()
        headers = {name: UUID.sub(TOKEN, value) for name, value in headers.items()}
    lines = [] if method == case["method"] else [f"method: expected {case['method']}, ours is {method}"]
    lines += judge_uri(case, uri) + compare.expected_headers(case, headers, body)
    if "body" in case:
        wanted = case["body"]
        wanted = base64.b64decode(wanted) if service.protocol == "smithy-rpc-v2-cbor" else wanted.encode()
        ours = compare.unpacked(headers, body)
        if case.get("bodyMediaType") in (None, "application/octet-stream") and service.protocol.startswith("rest"):
            lines += [] if wanted == ours else [f"body: expected {wanted!r}, ours is {ours!r}"]
        else:
            lines += compare.bodies(service.protocol, wanted, ours, compare.entry_names(service.shapes))
    return lines


def judge_uri(case, uri):
    host, _, rest = uri.partition("://")[2].partition("/")
    wanted_host, _, prefix = case.get("resolvedHost", case.get("host", "example.com")).partition("/")
    lines = [] if host == wanted_host else [f"host: expected {wanted_host}, ours is {host}"]
    path, pairs = compare.split("/" + rest)
    wanted_path, wanted = compare.split(case["uri"])
    if prefix and not wanted_path.startswith("/" + prefix):
        wanted_path = "/" + prefix + wanted_path
    lines += [] if path == wanted_path else [f"path: expected {wanted_path}, ours is {path}"]
    wanted += compare.split("?" + "&".join(case.get("queryParams", [])))[1]
    for pair in wanted:
        lines += [] if pair in pairs else [f"query: expected {pair}, ours is {pairs}"]
    lines += [f"query: expected no {name}" for name in case.get("forbidQueryParams", []) if any(name == one for one, _ in pairs)]
    lines += [f"query: expected a {name}" for name in case.get("requireQueryParams", []) if all(name != one for one, _ in pairs)]
    if not case.get("queryParams") and len(pairs) != len(wanted):
        lines.append(f"query: expected {wanted}, ours is {pairs}")
    return lines


def ask_output(service, shape, case):
    body = case.get("body", "")
    body = base64.b64decode(body) if service.protocol == "smithy-rpc-v2-cbor" else body.encode()
    return probe.response(case["code"], case.get("headers", {}), body)


def judge_output(service, shape, is_error, case, answer):
    params = case.get("params", {})
    if not is_error:
        if "output" not in answer:
            return [f"expected an output, ours is {answer}"]
        if shape is None:
            return []
        reference = {"shape": shape}
        theirs = forms.to_serde(service.shapes, reference, params)
        return forms.differences(service.shapes, reference, theirs, answer["output"])
    if "error" not in answer:
        return [f"expected an error, ours is {answer}"]
    [(variant, members)] = answer["error"]["members"].items()
    if variant.lower() != short(shape).lower():
        return [f"expected the error {short(shape)}, ours is {answer['error']}"]
    reference = {"shape": shape}
    theirs = forms.to_serde(service.shapes, reference, params)
    # A message may stand at any of the names that services give it.
    return forms.differences(service.shapes, reference, theirs, members)


def judge(direction, folder, program):
    ask, look = (ask_input, judge_input) if direction == "input" else (ask_output, judge_output)
    found = [
        (service, *case)
        for service in load(folder)
        for case in service.cases(direction)
        if case[3].get("appliesTo") != "server"
    ]
    spoken = [case for case in found if case[0].protocol]
    asked = []
    for service, operation, shape, is_error, case in spoken:
        asked.append({
            "service": service.name, "operation": operation, "endpoint": endpoint(case), **ask(service, shape, case),
        })
    answers = probe.ask(program, asked)
    passed, left_out, failed = 0, 0, 0
    for (service, operation, shape, is_error, case), answer in zip(spoken, answers):
        lines = look(service, shape, is_error, case, answer)
        if case["id"] in LEFT_OUT:
            left_out += 1
            lines = [] if lines else ["it is left out, and passes"]
        elif not lines:
            passed += 1
        if lines:
            failed += 1
            told = "\n    ".join(lines)
            print(f"{case['id']} ({service.name}, {operation}):\n    {told}")
    print(
        f"{direction}: {len(found)} cases, {passed} passed, {left_out} left out, {failed} failed, "
        f"{len(found) - len(spoken)} of a protocol that isn't spoken"
    )
    return 1 if failed else 0


def main():
    _, action, direction, folder, program = sys.argv
    if action == "models":
        for service in load(folder):
            print(service.name if service.protocol else "-" + service.name, service.file)
    else:
        sys.exit(judge(direction, folder, program))


main()

"""botocore's protocol suites: a model and cases each. Here they become models that can be generated."""

import json
import pathlib

import probe

# What our loader demands of a model and most suites leave out; a suite's own words win.
METADATA = {
    "endpointPrefix": "suite",
    "serviceFullName": "Suite",
    "serviceId": "Suite",
    "signatureVersion": "v4",
}


class Suite:
    """The cases that share an operation and its shapes."""

    def __init__(self, name, source, given):
        self.name = name
        self.metadata = source["metadata"]
        self.protocol = self.metadata["protocol"]
        self.shapes = source["shapes"]
        self.endpoint = source.get("clientEndpoint", "https://example.com")
        self.given = wrapped(given) if self.protocol == "query" else given
        self.operation = given["name"]
        self.cases = []

    def model(self):
        operation = self.given
        if self.protocol == "query" and "output" in operation:
            # Every real model says so; the suites' readers are meant to know.
            operation = {**operation, "output": {"resultWrapper": f"{self.operation}Result", **operation["output"]}}
        return {
            "version": "2.0",
            "metadata": {**METADATA, **self.metadata},
            "operations": {self.operation: operation},
            "shapes": self.shapes,
        }


def wrapped(given):
    """Every real model of awsQuery names the element around the result; the suites leave it out."""
    if "output" not in given:
        return given
    return {**given, "output": {"resultWrapper": given["name"] + "Result", **given["output"]}}


def load(folder, direction):
    """All suites of `input` or `output`: one for each operation, as each becomes a service of its own."""
    suites = []
    for file in sorted(pathlib.Path(folder, "protocols", direction).glob("*.json")):
        stem = file.stem.replace("-", "_")
        for index, source in enumerate(json.loads(file.read_text())):
            by_operation = {}
            for case in source["cases"]:
                key = json.dumps(case["given"], sort_keys=True)
                name = f"{direction}_{stem}_{index}_{len(by_operation)}"
                suite = by_operation.setdefault(key, Suite(name, source, case["given"]))
                suite.cases.append(case)
            suites += by_operation.values()
    return suites


def write_models(folder, direction, target):
    """A folder in botocore's layout for each suite of a protocol that is spoken; tells their names."""
    for suite in load(folder, direction):
        if suite.protocol not in probe.spoken():
            continue
        place = pathlib.Path(target, suite.name, "2020-01-01")
        place.mkdir(parents=True, exist_ok=True)
        (place / "service-2.json").write_text(json.dumps(suite.model()))
        print(suite.name)

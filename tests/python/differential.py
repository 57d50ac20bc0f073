"""Generated code against botocore: random inputs give the same request, random outputs are read as the same value.

    differential.py plan SEED SIZE            tells which services and operations, as JSON
    differential.py judge SEED SIZE PROBE     asks the probe, tells what differs; exit 1 if anything does

SIZE is services of each protocol, operations of each service, and inputs of each operation, as `40,20,10`.
"""

import json
import random
import sys

import botocore.serialize
import botocore.session
from botocore.awsrequest import HeadersDict, prepare_request_dict
from botocore.parsers import create_parser
from botocore.utils import percent_encode_sequence
from moto.core.model import ServiceModel
from moto.core.serialize import get_serializer_class

import compare
import forms
import probe
from random_values import Maker

# Of every protocol, its largest and its oddest.
SERVICES = {
    "ec2": ["ec2"],
    "json": ["dynamodb", "sqs", "kms", "fsx", "ssm", "logs", "ecs", "glue", "wafv2", "ce", "cloudwatch"],
    "query": ["iam", "sns", "sts", "rds", "autoscaling", "cloudformation", "elbv2", "ses", "elasticache", "redshift"],
    "rest-json": [
        "lambda", "apigateway", "apigatewayv2", "iot", "glacier", "lex-runtime", "pinpoint",
        "backup", "appconfig", "connectcases", "medialive",
    ],
    "rest-xml": ["s3", "s3control", "route53", "cloudfront"],
    "smithy-rpc-v2-cbor": ["cloudwatchomni", "eventbridgev2", "partnercentral-revenue-measurement"],
}
ENDPOINT = "https://example.com"


class Service:
    """A service as botocore has it."""

    def __init__(self, name):
        loader = botocore.session.get_session().get_component("data_loader")
        self.name = name
        self.raw = loader.load_service_model(name, "service-2")
        self.shapes = self.raw["shapes"]
        self.model = ServiceModel(self.raw, name)
        self.protocol = self.model.resolved_protocol
        self.module = name.replace("-", "_")

    def operations(self, seed, count):
        """So many operations whose bodies are no streams."""
        names = [name for name in self.raw["operations"] if not self.streams(name, "input")]
        return random.Random(f"{seed}/{self.name}").sample(names, min(count, len(names)))

    def streams(self, operation, direction):
        """Whether a member of the input or output is a stream of bytes or events."""
        reference = self.raw["operations"][operation].get(direction)
        members = self.shapes[reference["shape"]]["members"].values() if reference else []
        targets = [(member, self.shapes[member["shape"]]) for member in members]
        return any(member.get("streaming") or target.get("streaming") or target.get("eventstream") for member, target in targets)


class Trial:
    """One random input and one random output of an operation."""

    def __init__(self, service, operation, seed):
        self.service = service
        self.seed = seed
        self.raw = service.raw["operations"][operation]
        self.model = service.model.operation_model(operation)
        self.name = {"service": service.module, "operation": self.raw["name"], "endpoint": ENDPOINT}
        fractions = service.protocol in ("json", "rest-json", "smithy-rpc-v2-cbor")
        self.params = Maker(service.shapes, f"{seed}/input", fractions).top(self.raw.get("input"))
        self.result = Maker(service.shapes, f"{seed}/output", fractions).top(self.raw.get("output"))
        self.reads = not service.streams(operation, "output")
        self.response = self.serialized() if self.reads else None

    def questions(self):
        reference = self.raw.get("input")
        params = forms.to_serde(self.service.shapes, reference, self.params) if reference else {}
        asked = [{**self.name, "params": params}]
        return asked + ([{**self.name, **probe.response(*self.response)}] if self.reads else [])

    def request(self):
        """What botocore sends."""
        serializer = botocore.serialize.create_serializer(self.service.protocol, include_validation=False)
        request = serializer.serialize_to_request(self.params, self.model)
        if isinstance(request["body"], dict):
            request["body"] = percent_encode_sequence(request["body"])
        prepare_request_dict(request, ENDPOINT)
        body = request["body"]
        headers = {name.lower(): value for name, value in request["headers"].items()}
        return request["method"], request["url"], headers, body.encode() if isinstance(body, str) else body

    def serialized(self):
        """What the service answers: status, headers, body."""
        if self.service.protocol == "smithy-rpc-v2-cbor":
            body = bytearray()
            shape = self.model.output_shape
            if shape:
                botocore.serialize.RpcV2CBORSerializer()._serialize_data_item(body, self.result, shape)
            return 200, {"smithy-protocol": "rpc-v2-cbor", "Content-Type": "application/cbor"}, bytes(body)
        made = get_serializer_class(self.service.name, self.service.protocol)(self.model).serialize(self.result)
        body = made["body"] or b""
        headers = {name: str(value) for name, value in made["headers"].items()}
        return made["status_code"], headers, body.encode() if isinstance(body, str) else body

    def parsed(self):
        """What botocore reads."""
        status, headers, body = self.response
        response = {"status_code": status, "headers": HeadersDict(headers), "body": body, "context": {"operation_name": self.model.name}}
        read = create_parser(self.service.protocol).parse(response, self.model.output_shape)
        read.pop("ResponseMetadata", None)
        return read

    def judge_request(self, answer):
        theirs = self.request()
        if "request" not in answer:
            return [f"expected {theirs}, ours is {answer}"]
        ours = probe.request(answer)
        lines = [] if theirs[0] == ours[0] else [f"method: expected {theirs[0]}, ours is {ours[0]}"]
        one, other = compare.split(theirs[1]), compare.split(ours[1])
        lines += [] if one == other else [f"URI: expected {one}, ours is {other}"]
        lines += compare.headers(theirs[2], ours[2])
        content_type = ours[2].get("content-type", "")
        names = compare.entry_names(self.service.shapes)
        return lines + compare.bodies(self.service.protocol, content_type, theirs[3], ours[3], names)

    def judge_output(self, answer):
        if "output" not in answer:
            return [f"expected an output, ours is {answer}"]
        reference = self.raw.get("output")
        if not reference:
            return []
        theirs = forms.to_serde(self.service.shapes, reference, self.parsed())
        return forms.differences(self.service.shapes, reference, theirs, answer["output"])


def chosen(seed, size):
    """The services and their operations."""
    services, operations, _ = size
    for protocol, names in SERVICES.items():
        if protocol in probe.spoken():
            for name in random.Random(f"{seed}/{protocol}").sample(names, min(services, len(names))):
                service = Service(name)
                yield service, service.operations(seed, operations)


def plan(seed, size):
    found = {service.module: [service.name, operations] for service, operations in chosen(seed, size)}
    print(json.dumps(found))


def judge(seed, size, program):
    trials = [
        Trial(service, operation, f"{seed}/{service.name}/{operation}/{number}")
        for service, operations in chosen(seed, size)
        for operation in operations
        for number in range(size[2])
    ]
    answers = iter(probe.ask(program, [question for trial in trials for question in trial.questions()]))
    requests = outputs = failed = 0
    for trial in trials:
        lines = trial.judge_request(next(answers))
        requests += 1
        if lines:
            failed += tell(trial, "request of", trial.params, lines)
        if trial.reads:
            lines = trial.judge_output(next(answers))
            outputs += 1
            if lines:
                failed += tell(trial, "output of", trial.response, lines)
    print(f"{requests} requests and {outputs} outputs of {len({trial.service.name for trial in trials})} services, {failed} differ")
    return 1 if failed else 0


def tell(trial, what, given, lines):
    told = "\n    ".join(lines)
    print(f"{what} {trial.seed} ({trial.service.protocol})\n    given {given}\n    {told}")
    return 1


def main():
    action, seed, size = sys.argv[1:4]
    size = [int(number) for number in size.split(",")]
    if action == "plan":
        plan(seed, size)
    else:
        sys.exit(judge(seed, size, sys.argv[4]))


main()

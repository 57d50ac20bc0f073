"""Generated code against botocore: random inputs give the same request, random outputs and errors are read alike.

    differential.py plan SEED SIZE            tells which services and operations, as JSON
    differential.py judge SEED SIZE PROBE     asks the probe, tells what differs; exit 1 if anything does

SIZE is services of each protocol, operations of each service, and inputs of each operation, as `40,20,10`.
`SHAPESMITH_SERVICES` names other services than those that stand here.
"""

import json
import os
import random
import sys

import botocore.handlers
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
import unions
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
# Two members of their inputs or outputs have one key in serde's form, by which the probe is asked.
AMBIGUOUS = {"GetBucketNotification", "PutBucketNotification"}
ENDPOINT = "https://example.com"
# What botocore does beside its serializers where a model doesn't say all: before them, and after.
BEFORE = {"route53": botocore.handlers.fix_route53_ids}
AFTER = {"apigateway": botocore.handlers.add_accept_header, "glacier": botocore.handlers.add_glacier_version}


class Service:
    """A service as botocore has it."""

    def __init__(self, name):
        loader = botocore.session.get_session().get_component("data_loader")
        self.name = name
        self.raw = loader.load_service_model(name, "service-2")
        self.shapes = self.raw["shapes"]
        self.made = unions.with_unions(self.raw)
        self.model = ServiceModel(self.raw, name)
        self.protocol = self.model.resolved_protocol
        self.module = name.replace("-", "_")

    def operations(self, seed, count):
        """So many operations without a stream of events, which can't be called yet."""
        names = [name for name in self.raw["operations"] if name not in AMBIGUOUS and not self.streams(name)]
        return random.Random(f"{seed}/{self.name}").sample(names, min(count, len(names)))

    def streams(self, operation):
        """Whether a member of the input or output is a stream of events."""
        references = [self.raw["operations"][operation].get(direction) for direction in ("input", "output")]
        shapes = [self.shapes[reference["shape"]] for reference in references if reference]
        members = [member for shape in shapes for member in shape["members"].values()]
        return any(self.shapes[member["shape"]].get("eventstream") for member in members)


class Fault(Exception):
    """What moto takes for an error."""


class Trial:
    """One random input and one random output of an operation."""

    def __init__(self, service, operation, seed):
        self.service = service
        self.seed = seed
        self.raw = service.raw["operations"][operation]
        self.model = service.model.operation_model(operation)
        self.name = {"service": service.module, "operation": self.raw["name"], "endpoint": ENDPOINT}
        fractions = service.protocol in ("json", "rest-json", "smithy-rpc-v2-cbor")
        self.params = Maker(service.made, f"{seed}/input", fractions).top(self.raw.get("input"))
        self.result = Maker(service.made, f"{seed}/output", fractions).top(self.raw.get("output"))
        self.checksums()
        self.length()
        self.response = self.serialized()
        self.error, self.refusal = self.refused(random.Random(f"{seed}/error"))

    def checksums(self):
        """What is summed up has to be right, by an algorithm that can be computed; ours looks at it, botocore's codecs don't."""
        asked = self.raw.get("httpChecksum", {})
        if asked.get("requestAlgorithmMember") in self.params:
            self.params[asked["requestAlgorithmMember"]] = "CRC32C"
        if asked.get("responseAlgorithms"):
            self.result = {name: value for name, value in self.result.items() if not name.startswith("Checksum")}

    def length(self):
        """What is said of a body's length has to be so: ours refuses to send another."""
        if not self.raw.get("input"):
            return
        shape = self.service.shapes[self.raw["input"]["shape"]]
        for name, member in shape["members"].items():
            if name in self.params and member.get("locationName", "").lower() == "content-length":
                self.params[name] = len(self.params.get(shape.get("payload"), b""))

    def questions(self):
        """Asks for the request, then what is read of the responses that there are."""
        reference = self.raw.get("input")
        params = forms.to_serde(self.service.shapes, reference, self.params) if reference else {}
        responses = [response for response in (self.response, self.refusal) if response]
        return [{**self.name, "params": params}] + [{**self.name, **probe.response(*response)} for response in responses]

    def request(self):
        """What botocore sends."""
        serializer = botocore.serialize.create_serializer(self.service.protocol, include_validation=False)
        params = dict(self.params)
        if self.service.name in BEFORE:
            BEFORE[self.service.name](params=params, model=self.model)
        request = serializer.serialize_to_request(params, self.model)
        if self.service.name in AFTER:
            AFTER[self.service.name](params=request, model=self.model.service_model)
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
        members = forms.to_serde(self.service.shapes, self.raw["output"], self.result) if self.result else {}
        if any('"body": ' in json.dumps(member) for member in members.values()):
            # moto takes a member of this name for the message's body, wherever it stands.
            return None
        return self.made_by_moto(self.result)

    def refused(self, chooser):
        """One of the operation's errors, and what the service answers then."""
        errors = [error for error in self.raw.get("errors", []) if "code" not in self.service.shapes[error["shape"]]["members"]]
        if not errors or self.service.protocol == "smithy-rpc-v2-cbor":
            return None, None
        error = chooser.choice(errors)
        fault = Fault()
        fault.__dict__ = Maker(self.service.made, f"{self.seed}/error", False).top(error)
        fault.__dict__.setdefault("message", "said & done")
        fault.code = error["shape"]
        return error, self.made_by_moto(fault)

    def made_by_moto(self, result):
        made = get_serializer_class(self.service.name, self.service.protocol)(self.model).serialize(result)
        body = made["body"] or b""
        # Names of headers have no case; HTTP's own library here makes them small.
        headers = {name.lower(): str(value) for name, value in made["headers"].items()}
        return made["status_code"], headers, body.encode() if isinstance(body, str) else body

    def parsed(self, response, shape):
        """What botocore reads."""
        status, headers, body = response
        response = {"status_code": status, "headers": HeadersDict(headers), "body": body, "context": {"operation_name": self.model.name}}
        read = create_parser(self.service.protocol).parse(response, shape)
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
        names = compare.entry_names(self.service.shapes)
        return lines + compare.bodies(self.service.protocol, theirs[3], ours[3], names)

    def judge_output(self, answer):
        if "output" not in answer:
            return [f"expected an output, ours is {answer}"]
        reference = self.raw.get("output")
        if not reference:
            return []
        try:
            parsed = self.parsed(self.response, self.model.output_shape)
        except Exception as error:
            return [f"botocore fails with {error!r}, ours is {answer}"]
        theirs = forms.to_serde(self.service.shapes, reference, parsed)
        return forms.differences(self.service.shapes, reference, theirs, answer["output"])


    def judge_error(self, answer):
        if "error" not in answer:
            return [f"expected an error, ours is {answer}"]
        ours = answer["error"]
        theirs = self.parsed(self.refusal, self.model.output_shape)["Error"]
        lines = [] if ours["code"] == theirs["Code"] else [f"code: expected {theirs['Code']}, ours is {ours['code']}"]
        # botocore has no message where ours is empty.
        said = theirs["Message"] or ""
        lines += [] if (ours["message"] or "") == said else [f"message: expected {said!r}, ours is {ours['message']!r}"]
        [(variant, members)] = ours["members"].items()
        if variant == "Unrecognized":
            return lines + [f"expected {self.error['shape']}, ours is {ours}"]
        shape = self.service.model.shape_for(self.error["shape"])
        theirs = forms.to_serde(self.service.shapes, self.error, self.parsed(self.refusal, shape))
        return lines + forms.differences(self.service.shapes, self.error, theirs, members)


def chosen(seed, size):
    """The services and their operations."""
    services, operations, _ = size
    if "SHAPESMITH_SERVICES" in os.environ:
        for name in os.environ["SHAPESMITH_SERVICES"].split(","):
            service = Service(name)
            yield service, service.operations(seed, operations)
        return
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
    counts = {"requests": 0, "outputs": 0, "errors": 0}
    failed = 0
    for trial in trials:
        parts = [("requests", trial.params, trial.judge_request)]
        parts += [("outputs", trial.response, trial.judge_output)] if trial.response else []
        parts += [("errors", trial.refusal, trial.judge_error)] if trial.refusal else []
        for part, given, look in parts:
            counts[part] += 1
            lines = look(next(answers))
            failed += tell(trial, part, given, lines) if lines else 0
    told = ", ".join(f"{count} {part}" for part, count in counts.items())
    print(f"{told} of {len({trial.service.name for trial in trials})} services, {failed} differ")
    return 1 if failed else 0


def tell(trial, what, given, lines):
    told = "\n    ".join(lines)
    print(f"{what} of {trial.seed} ({trial.service.protocol})\n    given {given}\n    {told}")
    return 1


def main():
    action, seed, size = sys.argv[1:4]
    size = [int(number) for number in size.split(",")]
    if action == "plan":
        plan(seed, size)
    else:
        sys.exit(judge(seed, size, sys.argv[4]))


main()

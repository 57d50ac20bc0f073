"""Generated code against botocore: what is signed for somebody else.

    presigning.py plan SEED SIZE            tells which services and operations, as JSON
    presigning.py judge SEED SIZE PROBE     asks the probe, tells what differs; exit 1 if anything does
    presigning.py tokens                    botocore's tokens, as JSON

SIZE is services, operations of each service, and inputs of each operation, as `14,20,10`. `SHAPESMITH_SERVICES` names
other services than those that stand here; S3, EC2 and RDS are always there, for forms and copies.

Where botocore writes what no service reads, it is brought to write what ours does (`mended`).
"""

import base64
import datetime
import json
import os
import random
import sys
import urllib.parse

import botocore.auth
import botocore.handlers
import botocore.session
import botocore.signers
from botocore.config import Config
from botocore.exceptions import EndpointProviderError

import compare
import forms
import probe
import unions
from random_values import Maker

NOW = datetime.datetime(2023, 11, 14, 22, 13, 20, tzinfo=datetime.timezone.utc)
TOKEN = "a/token+with=signs"
# Some of every protocol but CBOR, which can't stand in a URL, and no service whose requests get a header from botocore
# only when they are sent.
SERVICES = [
    "dynamodb", "sqs", "fsx", "ssm", "sts", "iam", "sns", "rds", "polly", "lambda", "iot", "backup", "s3", "s3control",
    "route53", "ec2", "sesv2",
]
ALWAYS = {"s3": ["PutObject", "GetObject"], "ec2": ["CopySnapshot"], "rds": ["CopyDBSnapshot", "CreateDBCluster"]}
# Two members of their inputs have one key in serde's form; botocore gives these other addresses than the rules do.
LEFT_OUT = {"GetBucketNotification", "PutBucketNotification", "GetBucketLocation"}


def mended():
    """Members of JSON that aren't text as JSON, those that say nothing not at all, and all of a query's pairs that have one key."""

    def text(value):
        return value if isinstance(value, str) else json.dumps(value, separators=(",", ":"), ensure_ascii=False)

    def members(request):
        data = request.data
        if not isinstance(data, (bytes, str)):
            return data
        found = json.loads(data)
        return {key: [text(one) for one in value] if isinstance(value, list) else text(value) for key, value in found.items() if value != []}

    def pairs(query, **_):
        found = urllib.parse.parse_qs(query, keep_blank_values=True)
        return {key: [values if len(values) > 1 else values[0]] for key, values in found.items()}

    botocore.auth._get_body_as_dict = members
    botocore.auth.parse_qs = pairs
    botocore.auth.get_current_datetime = lambda *_, **__: NOW.replace(tzinfo=None)
    botocore.signers.get_current_datetime = lambda *_, **__: NOW.replace(tzinfo=None)


class Service:
    """A service as botocore has it."""

    def __init__(self, name):
        self.name = name
        self.module = name.replace("-", "_")
        self.session = botocore.session.Session()
        self.raw = self.session.get_component("data_loader").load_service_model(name, "service-2")
        self.shapes = self.raw["shapes"]
        self.made = unions.with_unions(self.raw)
        self.protocol = self.client("us-east-1", None).meta.service_model.resolved_protocol

    def client(self, region, token):
        signer = "s3v4" if self.name == "s3" else None
        config = Config(signature_version=signer, s3={"addressing_style": "virtual", "us_east_1_regional_endpoint": "regional"}, parameter_validation=False)
        keys = {"aws_access_key_id": "AKIDEXAMPLE", "aws_secret_access_key": "secret", "aws_session_token": token}
        client = self.session.create_client(self.name, region_name=region, config=config, **keys)
        if self.protocol_is_rest():
            # As botocore has it for Polly: what the body was is said no more once it is in the query.
            client.meta.events.register("before-sign.*.*", without_default_content_type)
        return client

    def protocol_is_rest(self):
        return self.raw["metadata"]["protocol"].startswith("rest-")

    def operations(self, seed, count):
        names = [name for name in self.raw["operations"] if self.is_fit(name)]
        chosen = random.Random(f"{seed}/{self.name}").sample(sorted(names), min(count, len(names)))
        return sorted({*chosen, *ALWAYS.get(self.name, [])})

    def is_fit(self, name):
        """Whether botocore can make a URL of it: signed, without a stream of events, XML and bytes."""
        operation = self.raw["operations"][name]
        if operation.get("authtype") or operation.get("auth") or name in LEFT_OUT or "Predict" in name:
            return False
        references = [operation.get(direction) for direction in ("input", "output")]
        shapes = [self.shapes[reference["shape"]] for reference in references if reference]
        if any(self.shapes[member["shape"]].get("eventstream") for shape in shapes for member in shape["members"].values()):
            return False
        return "input" not in operation or not self.has_whole_body(shapes[0])

    def has_whole_body(self, shape):
        payload = shape.get("payload")
        if payload and (self.shapes[shape["members"][payload]["shape"]]["type"] != "structure" or self.protocol == "rest-xml"):
            return not shape["members"][payload].get("streaming") and not self.shapes[shape["members"][payload]["shape"]].get("streaming")
        in_body = [member for member in shape["members"].values() if "location" not in member]
        return self.protocol == "rest-xml" and not payload and bool(in_body)


def without_default_content_type(request, **_):
    if request.context.get("is_presign_request") and request.headers.get("Content-Type") in ("application/json", "application/xml"):
        del request.headers["Content-Type"]


class Trial:
    """One random input of an operation, as a URL."""

    def __init__(self, service, operation, seed):
        self.service, self.seed = service, seed
        chooser = random.Random(f"{seed}/settings")
        self.raw = service.raw["operations"][operation]
        self.name = self.raw["name"]
        self.params = Maker(service.made, f"{seed}/input", False).top(self.raw.get("input"))
        self.region = chooser.choice(["us-east-1", "eu-west-1", "us-gov-west-1"])
        self.token = chooser.choice([None, TOKEN])
        self.seconds = chooser.choice([1, 60, 3600, 604800])
        self.method = chooser.choice([None, None, "GET"])
        self.fit()

    def fit(self):
        """What isn't tried: a body, which botocore takes for JSON, and names of other kinds of buckets and accounts."""
        shape = self.service.shapes[self.raw["input"]["shape"]] if self.raw.get("input") else {"members": {}}
        if self.streams(shape):
            self.params.pop(shape["payload"], None)
        for name in ("Bucket", "AccountId"):
            if name in self.params and self.service.name in ("s3", "s3control"):
                self.params[name] = "a-bucket" if name == "Bucket" else "123456789012"
        for name in shape["members"]:
            if name in self.params and self.is_special(name):
                self.params.pop(name)
            if name == "CopySource":
                self.params[name] = "another-bucket/key"
        if "EncodingType" in shape["members"] and self.service.name == "s3":
            # botocore asks for it where it wasn't asked for.
            self.params["EncodingType"] = "url"
        for name in ("SourceRegion", "PreSignedUrl", "PresignedUrl"):
            self.params.pop(name, None)

    def streams(self, shape):
        payload = shape.get("payload")
        return payload and self.service.shapes[shape["members"][payload]["shape"]]["type"] in ("blob", "string")

    def is_special(self, name):
        """What botocore changes by hand before it writes a request, or sends as another header."""
        return name.startswith(("SSECustomer", "CopySourceSSE", "OutpostId", "Expires")) or name == "ChecksumAlgorithm"

    def question(self):
        reference = self.raw.get("input")
        params = forms.to_serde(self.service.shapes, reference, self.params) if reference else {}
        settings = {"AWS::Region": self.region, **({"token": self.token} if self.token else {})}
        wish = {"seconds": self.seconds, **({"method": self.method} if self.method else {})}
        return {"service": self.service.module, "operation": self.name, "params": params, "settings": settings, "presign": wish}

    def judge(self, answer):
        client = self.service.client(self.region, self.token)
        [method] = [name for name, operation in client.meta.method_to_api_mapping.items() if operation == self.name]
        kept = {}

        def sent(request, **_):
            """Commas of a list may have spaces after them, which are signed."""
            kept.update(request=request)
            for name, value in answer.get("headers", []):
                if name in request.headers and compare.meaning(name, request.headers[name]) == compare.meaning(name, value):
                    request.headers.replace_header(name, value)

        client.meta.events.register_last("before-sign.*.*", sent)
        try:
            theirs = client.generate_presigned_url(method, Params=dict(self.params), ExpiresIn=self.seconds, HttpMethod=self.method)
        except EndpointProviderError as error:
            return [] if "failure" in answer else [f"expected {error!r}, ours is {answer}"]
        if "url" not in answer:
            return [f"expected {theirs}, ours is {answer}"]
        lines = differences(theirs, answer["url"])
        request = kept["request"]
        lines += [] if request.method == answer["method"] else [f"method: expected {request.method}, ours is {answer['method']}"]
        sent = {name.lower(): value for name, value in request.headers.items()}
        lines += compare.headers(sent, dict(answer["headers"]))
        unknown = {name for name, _ in answer["headers"]} - sent.keys()
        return lines + ([f"headers: {unknown} are no headers of botocore's"] if unknown else [])


class Form:
    """A form that uploads."""

    def __init__(self, service, seed):
        self.service, self.seed = service, seed
        chooser = random.Random(f"{seed}/form")
        self.region = chooser.choice(["us-east-1", "eu-west-1", "cn-north-1"])
        self.token = chooser.choice([None, TOKEN])
        self.bucket = chooser.choice(["a-bucket", "a.bucket"])
        self.key = chooser.choice(["a/b c", "é/${filename}", "${filename}"])
        self.fields = {"acl": "public-read", "Content-Type": 'a "b"/é'} if chooser.random() < 0.5 else {}
        self.beginnings = {"x-amz-meta-a": chooser.choice(["", "b"])}
        self.length = [1, 2**40]
        self.params = {"Bucket": self.bucket, "Key": self.key}

    def question(self):
        settings = {"AWS::Region": self.region, **({"token": self.token} if self.token else {})}
        policy = {"seconds": 600, "fields": self.fields, "beginnings": self.beginnings, "length": self.length}
        return {"service": "s3", "operation": "PutObject", "params": self.params, "settings": settings, "form": policy}

    def judge(self, answer):
        client = self.service.client(self.region, self.token)
        kept = {}
        client.meta.events.register_last("before-sign.*.*", lambda request, **_: kept.update(request=request))
        conditions = [{name: value} for name, value in self.fields.items()]
        conditions += [["starts-with", f"${name}", value] for name, value in self.beginnings.items()]
        conditions += [["content-length-range", *self.length]]
        theirs = client.generate_presigned_post(self.bucket, self.key, dict(self.fields), conditions, 600)
        if "url" not in answer:
            return [f"expected {theirs}, ours is {answer}"]
        ours = answer["fields"]
        read = lambda fields: json.loads(base64.b64decode(fields["policy"]))
        one, other = read(theirs["fields"]), read(ours)
        lines = [] if one == other else [f"policy: expected {one}, ours is {other}"]
        # Both may write the same policy in another way: what botocore would sign of ours is what counts.
        keys = client._request_signer.get_auth_instance("s3", self.region, "s3v4-presign-post")
        expected = {**theirs["fields"], "policy": ours["policy"], "x-amz-signature": keys.signature(ours["policy"], kept["request"])}
        lines += [] if expected == ours else [f"fields: expected {expected}, ours are {ours}"]
        return lines + ([] if theirs["url"] == answer["url"] else [f"URL: expected {theirs['url']}, ours is {answer['url']}"])


class Copy:
    """A copy from another region, as it is sent."""

    def __init__(self, service, operation, seed):
        self.service, self.seed = service, seed
        chooser = random.Random(f"{seed}/copy")
        self.name = operation
        self.raw = service.raw["operations"][operation]
        self.params = Maker(service.made, f"{seed}/input", False).top(self.raw["input"])
        self.token = chooser.choice([None, TOKEN])
        for name in ("PreSignedUrl", "PresignedUrl", "SourceRegion", "DestinationRegion"):
            self.params.pop(name, None)
        if service.name == "ec2" or chooser.random() < 0.8:
            self.params["SourceRegion"] = "eu-central-1"
        if chooser.random() < 0.3:
            self.params["PresignedUrl" if service.name == "ec2" else "PreSignedUrl"] = "https://given.example/?a=b"

    def question(self):
        params = forms.to_serde(self.service.shapes, self.raw["input"], self.params)
        settings = {"AWS::Region": "us-east-1", **({"token": self.token} if self.token else {})}
        return {"service": self.service.module, "operation": self.name, "params": params, "settings": settings}

    def judge(self, answer):
        client = self.service.client("us-east-1", self.token)
        [method] = [name for name, operation in client.meta.method_to_api_mapping.items() if operation == self.name]
        kept = {}

        def sent(params, **_):
            kept.update(params["body"])
            raise Sent

        client.meta.events.register_last(f"before-call.{self.service.name}.{self.name}", sent)
        try:
            getattr(client, method)(**self.params)
        except Sent:
            pass
        if "request" not in answer:
            return [f"expected {kept}, ours is {answer}"]
        ours = dict(urllib.parse.parse_qsl(probe.request(answer)[3].decode(), keep_blank_values=True))
        theirs = {key: str(value) for key, value in kept.items()}
        lines = []
        for key in theirs.keys() | ours.keys():
            one, other = theirs.get(key), ours.get(key)
            if "signedUrl" in key.replace("S", "s") and one and other:
                lines += differences(one, other)
            elif one != other:
                lines.append(f"{key}: expected {one!r}, ours is {other!r}")
        return lines


class Sent(Exception):
    """The request is known: it needn't go out."""


def differences(theirs, ours):
    """Where two URLs differ; the order of their pairs doesn't matter, as the signature has one of its own."""
    one, other = compare.split(theirs), compare.split(ours)
    lines = [] if one == other else [f"URL: expected {theirs}", f"     ours is  {ours}"]
    # The signature is the last thing in both, and what isn't a pair has no place.
    last = [url.rpartition("&")[2].partition("=")[0] for url in (theirs, ours)]
    return lines + ([] if last[0] == last[1] else [f"the end: expected {last[0]}, ours is {last[1]}"])


def chosen(seed, size):
    names = os.environ["SHAPESMITH_SERVICES"].split(",") if "SHAPESMITH_SERVICES" in os.environ else SERVICES
    names = random.Random(f"{seed}/services").sample(names, min(size[0], len(names)))
    for name in sorted({*names, *ALWAYS}):
        service = Service(name)
        # Those that are only there for forms and copies have no more than these.
        yield service, service.operations(seed, size[1] if name in names else 0)


def trials(seed, size):
    for service, operations in chosen(seed, size):
        copies = [] if service.name == "s3" else ALWAYS.get(service.name, [])
        for operation in operations:
            for number in range(size[2]):
                of = f"{seed}/{service.name}/{operation}/{number}"
                yield Copy(service, operation, of) if operation in copies else Trial(service, operation, of)
        if service.name == "s3":
            yield from (Form(service, f"{seed}/form/{number}") for number in range(size[2]))


def judge(seed, size, program):
    tried = list(trials(seed, size))
    answers = probe.ask(program, [trial.question() for trial in tried])
    failed = 0
    for trial, answer in zip(tried, answers):
        lines = trial.judge(answer)
        if lines:
            failed += 1
            print("\n    ".join([f"{type(trial).__name__} of {trial.seed} (given {trial.params})", *lines]))
    print(f"{len(tried)} of {len({trial.service.name for trial in tried})} services, {failed} differ")
    return 1 if failed else 0


def tokens():
    """What botocore's own functions give, and for EKS what its users make of its URL."""
    told = []
    for token in (None, TOKEN):
        rds, dsql = (Service(name).client("us-east-1", token) for name in ("rds", "dsql"))
        told.append(rds.generate_db_auth_token("prod-instance.us-east-1.rds.amazonaws.com", 3306, "some user", "us-west-2"))
        host = "test.dsql.us-east-1.on.aws"
        told.append(dsql.generate_db_connect_auth_token(host, "us-east-1", 450))
        told.append(dsql.generate_db_connect_admin_auth_token(host, "us-east-1", 450))
        for region in ("eu-west-1", "cn-north-1"):
            sts = Service("sts").client(region, token)
            named = lambda request, **_: request.headers.add_header("x-k8s-aws-id", "production")
            sts.meta.events.register("before-sign.sts.GetCallerIdentity", named)
            url = sts.generate_presigned_url("get_caller_identity", ExpiresIn=60, HttpMethod="GET")
            told.append("k8s-aws-v1." + base64.urlsafe_b64encode(url.encode()).decode().rstrip("="))
    print(json.dumps(told))


def main():
    mended()
    if sys.argv[1] == "tokens":
        tokens()
        return
    action, seed, size = sys.argv[1:4]
    size = [int(number) for number in size.split(",")]
    if action == "plan":
        print(json.dumps({service.module: [service.name, operations] for service, operations in chosen(seed, size)}))
    else:
        sys.exit(judge(seed, size, sys.argv[4]))


main()

"""Where requests go and how they are signed: generated code against botocore.

    scopes.py SEED INPUTS PLAN PROBE          asks the probe, tells what differs; exit 1 if anything does

Both sides get the same region, settings and input, in code or by the environment; botocore's request is what it would send.
Host, path, signer and scope have to be the same, and our signature has to be what botocore's signer makes of our request.
Where botocore refuses a call, ours has to be refused before anything is sent.
"""

import base64
import collections
import concurrent.futures
import dataclasses
import itertools
import json
import os
import random
import sys
import types
import urllib.parse

import botocore.auth
import botocore.httpsession
import botocore.session
import botocore.signers
from botocore.awsrequest import HeadersDict
from botocore.compat import HTTPHeaders
from botocore.config import Config
from botocore.exceptions import EndpointVariantError

import forms
import probe
import unions
from random_values import Maker

# What isn't compared, each kind with its reason.
OLDER = "an older table"
BY_PATH = "path style with an ARN"
EXPRESS = "S3 Express"
SECOND = "version 2"
EXCEPTIONS = {
    OLDER: "where the rules name no region botocore asks endpoints.json too: it lacks variants that the rules have, and knows whom to "
    "sign for at hosts that there aren't",
    BY_PATH: "botocore takes the wish back, AWS's cases want an error, and ours gives it",
    EXPRESS: "botocore asks for a session first, which ours can't yet",
    SECOND: "of two old services, and ours refuses it by name",
}
ACCOUNT = "111122223333"
# Where nothing is said either side has its own idea: botocore's is older for us-east-1 (`legacy`), and keeps S3 Control in the
# client's region, where AWS's cases let it go to an ARN's. So it is said.
USUAL = {"s3": {"AWS_S3_US_EAST_1_REGIONAL_ENDPOINT": "regional"}, "s3control": {"AWS_S3_USE_ARN_REGION": "false"}}
# Operations that botocore calls on its own.
BY_ITSELF = {"CreateSession", "DescribeEndpoints"}


@dataclasses.dataclass(frozen=True)
class Way:
    """What a client is told beside its region: by the environment, or in code, to botocore and to ours."""

    name: str
    environment: dict = dataclasses.field(default_factory=dict)
    theirs: dict = dataclasses.field(default_factory=dict)
    ours: dict = dataclasses.field(default_factory=dict)
    url: str | None = None
    account: str | None = None
    # All when it is empty.
    services: tuple = ()

    def is_for(self, service):
        return not self.services or service in self.services


def variant(fips, dual):
    theirs = {"use_fips_endpoint": fips or None, "use_dualstack_endpoint": dual or None}
    return Way(f"FIPS {fips}, dual stack {dual}", theirs=theirs, ours={"AWS::UseFIPS": fips, "AWS::UseDualStack": dual})


VARIANTS = [variant(fips, dual) for fips, dual in itertools.product([False, True], repeat=2)]


def s3(name, theirs, ours):
    return Way(name, theirs={"s3": theirs}, ours=ours, services=("s3",))


def of_account(mode, account):
    ours = {"AWS::Auth::AccountIdEndpointMode": mode} | ({"AWS::Auth::AccountId": account} if account else {})
    services = ("dynamodb", "dynamodbstreams", "kinesis", "eventbridgev2")
    return Way(f"account {mode}, {account}", theirs={"account_id_endpoint_mode": mode}, ours=ours, account=account, services=services)


WAYS = [
    Way("environment: version 4A first", {"AWS_AUTH_SCHEME_PREFERENCE": "sigv4a, sigv4"}),
    Way("environment: version 4 first", {"AWS_AUTH_SCHEME_PREFERENCE": "sigv4,sigv4a"}),
    Way("environment: regions", {"AWS_SIGV4A_SIGNING_REGION_SET": "us-east-1,eu-west-1"}),
    Way("environment: FIPS", {"AWS_USE_FIPS_ENDPOINT": "true"}),
    Way("environment: both", {"AWS_USE_FIPS_ENDPOINT": "True", "AWS_USE_DUALSTACK_ENDPOINT": "true"}),
    # Without a slash at its end botocore puts none there for the root; Smithy's own tests want it, and ours has it.
    Way("endpoint", url="https://example.com:8443/base/"),
    Way("endpoint, environment: both", {"AWS_USE_FIPS_ENDPOINT": "true", "AWS_USE_DUALSTACK_ENDPOINT": "true"}, url="http://localhost:8000"),
    Way("environment: endpoint", {"AWS_ENDPOINT_URL": "https://vpce-1.example.com"}),
    s3("accelerate", {"use_accelerate_endpoint": True}, {"AWS::S3::Accelerate": True}),
    s3("path", {"addressing_style": "path"}, {"AWS::S3::ForcePathStyle": True}),
    s3("virtual", {"addressing_style": "virtual"}, {"AWS::S3::ForcePathStyle": False}),
    Way("ARN's region", {"AWS_S3_USE_ARN_REGION": "true"}, services=("s3", "s3control")),
    Way("client's region", {"AWS_S3_USE_ARN_REGION": "false"}, services=("s3", "s3control")),
    Way("no access points of many regions", {"AWS_S3_DISABLE_MULTIREGION_ACCESS_POINTS": "true"}, services=("s3",)),
    Way("S3 legacy", {"AWS_S3_US_EAST_1_REGIONAL_ENDPOINT": "legacy"}, services=("s3",)),
    Way("STS legacy", {"AWS_STS_REGIONAL_ENDPOINTS": "legacy"}, services=("sts",)),
    Way("STS regional", {"AWS_STS_REGIONAL_ENDPOINTS": "regional"}, services=("sts",)),
    Way("environment: account disabled", {"AWS_ACCOUNT_ID_ENDPOINT_MODE": "disabled"}, account=ACCOUNT, ours={"AWS::Auth::AccountId": ACCOUNT}),
    *[of_account(mode, account) for mode in ("preferred", "required", "disabled") for account in (None, ACCOUNT)],
]


def groups(chooser):
    """Regions by partition, a few of each: listed ones, what stands for all of it, one that it may have one day, and FIPS's."""
    for partition in botocore.session.get_session().get_component("data_loader").load_data("partitions")["partitions"]:
        listed = sorted(name for name in partition["regions"] if not name.endswith("-global"))
        regions = chooser.sample(listed, min(2, len(listed)))
        regions += [name for name in partition["regions"] if name.endswith("-global")]
        stem = listed[0].rsplit("-", 2)[0]
        yield partition["id"], regions + [f"{stem}-mars-1", f"fips-{listed[0]}"]
    # The regions that older rules know by name.
    yield "old", ["us-east-1", "us-east-2", "us-west-2", "eu-west-1", "aws-global", "us-gov-west-1", "cn-north-1"]
    yield "none", ["mars-1", "eu-mars-1", "us-east-1-fips", "US-EAST-1", "local", "us_east_1", "us.east", "-us", "a" * 64]


def places(region, chooser):
    """What rules read of inputs, by the parameter's name."""
    partition = chooser.choice(["aws", "aws", "aws-cn", "aws-us-gov"])
    region = chooser.choice([region, region, "us-west-2", "us-east-1", "cn-north-1", "fips-us-east-1", ""])
    arn = lambda service, resource: f"arn:{partition}:{service}:{region}:{ACCOUNT}:{resource}"
    outpost = "op-01234567890123456"
    return {
        "Bucket": [
            "bucket", "my.bucket", "Upper_Case", "a", "bucket--x", "1.2.3.4", f"arn:{partition}:s3:::bucket",
            arn("s3", "accesspoint/point"), arn("s3", "accesspoint:point"), arn("s3", "accesspoint:point:more"), arn("s3", "bucket"),
            arn("s3-outposts", f"outpost/{outpost}/accesspoint/point"), arn("s3-outposts", f"outpost:{outpost}:bucket:bucket"),
            arn("s3-object-lambda", "accesspoint/point"), f"arn:{partition}:s3::{ACCOUNT}:accesspoint:mfzwi23gnjvgw.mrap",
            "bucket--use1-az4--x-s3", "test-accessp-o0b1d075431d83bebde8xz5w8ijx1qzlbp3i3kuse10--op-s3",
        ],
        "AccessPointName": ["point", "point--usw2-az1--xa-s3", arn("s3-outposts", f"outpost:{outpost}:accesspoint:point")],
        "AccountId": [ACCOUNT],
        "OutpostId": [outpost],
        "TableName": ["table", arn("dynamodb", "table/table")],
        "ResourceArn": ["resource", arn("dynamodb", "table/table")],
        "ResourceArnList": ["resource", arn("dynamodb", "table/table")],
        "StreamARN": [arn("kinesis", "stream/stream")],
        "ConsumerARN": [arn("kinesis", "stream/stream/consumer/consumer:1")],
        "ResourceARN": [arn("kinesis", "stream/stream")],
        "KvsARN": [f"arn:aws:cloudfront::{ACCOUNT}:key-value-store/12345"],
        "EndpointId": ["abcde.veo", "abc123.456def", "bad/name"],
    }


class Inputs(Maker):
    """Random inputs that have what the rules read in the members that they read."""

    def __init__(self, shapes, seed, targets, region):
        super().__init__(shapes, seed, False)
        self.targets = targets
        self.places = places(region, self.random)

    def string(self, shape, reference, depth):
        known = self.places.get(self.targets.get(reference["shape"]))
        return self.random.choice(known) if known else super().string(shape, reference, depth)

    def map(self, shape, reference, depth):
        made = super().map(shape, reference, depth)
        known = self.places.get(self.targets.get(shape["key"]["shape"]))
        # As everywhere in a map, ours are sorted by their bytes; rules read the first.
        return dict(zip(sorted(self.random.sample(known, min(len(known), len(made)))), made.values())) if known else made


class Sent(BaseException):
    """What botocore would send; no handler of its own catches it."""


class Asymmetric(botocore.auth.SigV4Auth):
    """Version 4A, which botocore has another library for: whom it signs for, without the signature, which nobody can compare."""

    def add_auth(self, request):
        request.headers["X-Amz-Region-Set"] = self._region_name
        request.headers["Authorization"] = f"AWS4-ECDSA-P256-SHA256 Credential={self.credentials.access_key}/day/{self._service_name}/aws4_request"


botocore.auth.AUTH_TYPE_MAPS.update({"v4a": Asymmetric, "s3v4a": Asymmetric})


class Signers:
    """Keeps the last signer that botocore has made."""

    def __init__(self):
        self.last = None
        make = botocore.signers.RequestSigner.get_auth_instance

        def kept(signer, *arguments, **named):
            self.last = make(signer, *arguments, **named)
            return self.last

        botocore.signers.RequestSigner.get_auth_instance = kept


SIGNERS = Signers()


class Service:
    """A service of the plan, on both sides."""

    def __init__(self, planned, seed, program):
        self.name, self.module, self.operations = planned["service"], planned["module"], planned["operations"]
        self.seed, self.program = seed, program
        session = botocore.session.get_session()
        self.loader = session.get_component("data_loader")
        self.raw = self.loader.load_service_model(self.name, "service-2")
        # Making a client takes as long as there are operations.
        wanted = BY_ITSELF.union(self.operations)
        for name in set(self.raw["operations"]) - wanted:
            del self.raw["operations"][name]
        self.shapes = self.raw["shapes"]
        self.made = unions.with_unions(self.raw)
        self.targets = {}
        for shape in self.shapes.values():
            for member in shape.get("members", {}).values():
                if "contextParam" in member:
                    self.targets[member["shape"]] = member["contextParam"]["name"]
        if self.name == "dynamodb":
            self.targets["TableArn"] = "TableName"

    def cases(self, inputs):
        """Every region's partition with every variant, and every other way with any region."""
        chooser = random.Random(f"{self.seed}/{self.name}")
        regions = list(groups(chooser))
        for (group, known), way, number in itertools.product(regions, VARIANTS, range(inputs)):
            yield self.case(way, group, known, number)
        every = [region for _, known in regions for region in known]
        for way, number in itertools.product(WAYS, range(inputs)):
            if way.is_for(self.name):
                yield self.case(way, "any", [*every, *["us-east-1"] * 10], number)

    def case(self, way, group, regions, number):
        seed = f"{self.seed}/{self.name}/{way.name}/{group}/{number}"
        chooser = random.Random(seed)
        region = chooser.choice(regions)
        operation = chooser.choice(self.operations)
        reference = self.raw["operations"][operation].get("input")
        params = Inputs(self.made, seed, self.targets, region).top(reference)
        self.left_out(operation, reference, params)
        return Case(way, region, operation, params, forms.to_serde(self.shapes, reference, params) if reference else {})

    def left_out(self, operation, reference, params):
        """What has no say in it, and has to be right."""
        asked = self.raw["operations"][operation].get("httpChecksum", {})
        members = self.shapes[reference["shape"]]["members"] if reference else {}
        for name in list(params):
            is_length = members[name].get("locationName", "").lower() == "content-length"
            is_sum = "Checksum" in name or "SSECustomer" in name
            if name == asked.get("requestAlgorithmMember") or is_length or (is_sum and members[name].get("location") == "header"):
                del params[name]

    def judge(self, inputs):
        """How many were compared and how many were refused by both, and what differs."""
        counts, told = collections.Counter(), []
        by_environment = {}
        for case in self.cases(inputs):
            by_environment.setdefault(tuple(sorted(case.way.environment.items())), []).append(case)
        for environment, cases in by_environment.items():
            with Environment({**USUAL.get(self.name, {}), **dict(environment)}):
                clients = Clients(self.name, self.loader)
                answers = probe.ask(self.program, [self.question(case) for case in cases])
                for case, answer in zip(cases, answers):
                    kind, lines = case.judge(clients, answer)
                    counts[kind] += 1
                    told += [f"{self.name} {case.operation} in {case.region} ({case.way.name})\n    given {case.given}\n    " + "\n    ".join(lines)] if lines else []
        return self.name, counts, told

    def question(self, case):
        settings = {"AWS::Region": case.region, **case.way.ours} | ({"SDK::Endpoint": case.way.url} if case.way.url else {})
        if self.name == "s3" and (case.way.url or "AWS_ENDPOINT_URL" in case.way.environment):
            # botocore puts buckets into the path of an endpoint that is given; ours does what it is told.
            settings["AWS::S3::ForcePathStyle"] = True
        return {"service": self.module, "operation": case.operation, "params": case.given, "settings": settings, "catch": True}


class Environment:
    """The environment of both sides for a while, without a word of its own on AWS."""

    def __init__(self, settings):
        self.settings = {"AWS_CONFIG_FILE": os.devnull, "AWS_SHARED_CREDENTIALS_FILE": os.devnull, "AWS_EC2_METADATA_DISABLED": "true", **settings}

    def __enter__(self):
        self.before = dict(os.environ)
        for name in [name for name in os.environ if name.startswith("AWS_")]:
            del os.environ[name]
        os.environ.update(self.settings)

    def __exit__(self, *_):
        os.environ.clear()
        os.environ.update(self.before)


class Clients:
    """botocore's clients of a service, made once each."""

    def __init__(self, service, loader):
        self.service = service
        self.session = botocore.session.Session()
        self.session.register_component("data_loader", loader)
        self.known = {}

    def of(self, way, region):
        key = way.name, region
        if key not in self.known:
            try:
                self.known[key] = self.made(way, region)
            except Exception as error:
                self.known[key] = error
        return self.known[key]

    def made(self, way, region):
        config = Config(parameter_validation=False, retries={"total_max_attempts": 1}, **way.theirs)
        client = self.session.create_client(
            self.service, region_name=region, endpoint_url=way.url, config=config,
            aws_access_key_id="AKIDEXAMPLE", aws_secret_access_key="secret", aws_account_id=way.account,
        )

        def send(request, **_):
            raise Sent(request)

        client.meta.events.register_first("before-send", send)
        return client


@dataclasses.dataclass
class Case:
    """A call: how its client is made, where, and of what; `given` is what ours gets."""

    way: Way
    region: str
    operation: str
    params: dict
    given: dict

    def judge(self, clients, answer):
        """What came of it, and what differs."""
        theirs = self.theirs(clients)
        excepted = self.exception(theirs, clients, answer)
        if excepted:
            return excepted, []
        if isinstance(theirs, Exception):
            return ("refused", []) if "failure" in answer else ("requests", [f"botocore refuses: {theirs!r}", f"ours is {shown(answer)}"])
        if "request" not in answer:
            return "requests", [f"expected {theirs.url} {theirs.headers.get('Authorization')}", f"ours is {answer}"]
        return "requests", differences(theirs, answer)

    def exception(self, theirs, clients, answer):
        """The reason not to compare it, if there is one."""
        if isinstance(theirs, Exception):
            return OLDER if isinstance(theirs, EndpointVariantError) else None
        client = clients.of(self.way, self.region)
        if of_older_table(client, theirs.context):
            return OLDER
        if "Path-style addressing cannot be used with ARN buckets" in answer.get("failure", ""):
            return BY_PATH
        # In China botocore takes another version, from endpoints.json.
        if client.meta.service_model.signature_version == "v2" and "v2 is not supported" in answer.get("failure", ""):
            return SECOND
        is_express = isinstance(SIGNERS.last, botocore.auth.S3ExpressAuth) or theirs.url.endswith("?session")
        return EXPRESS if is_express else None

    def theirs(self, clients):
        """What botocore sends, or why it doesn't."""
        client = clients.of(self.way, self.region)
        if isinstance(client, Exception):
            return client
        SIGNERS.last = None
        try:
            client._make_api_call(self.operation, self.params)
        except Sent as sent:
            return sent.args[0]
        except Exception as error:
            return error
        raise AssertionError("botocore has sent nothing")


def of_older_table(client, context):
    """Whether botocore has signed for a region or a name that neither the program nor the rules nor the model say."""
    said, signer, model = context.get("signing", {}), client._request_signer, client.meta.service_model
    is_region = "region" not in said and signer.region_name != client.meta.region_name
    return is_region or ("signing_name" not in said and signer.signing_name != model.signing_name)


def shown(answer):
    return answer["request"]["uri"], [value for name, value in answer["request"]["headers"] if name == "authorization"]


def differences(theirs, answer):
    _, uri, headers, body = probe.request(answer)
    wanted = HeadersDict({name: value.decode() if isinstance(value, bytes) else value for name, value in theirs.headers.items()})
    lines = []
    for what, one, other in [
        ("address", urllib.parse.urlsplit(theirs.url)[:2], urllib.parse.urlsplit(uri)[:2]),
        ("path", urllib.parse.urlsplit(theirs.url).path, urllib.parse.urlsplit(uri).path),
        ("scope", scope(wanted.get("Authorization")), scope(headers.get("authorization"))),
        ("regions", wanted.get("X-Amz-Region-Set"), headers.get("x-amz-region-set")),
    ]:
        lines += [] if one == other else [f"{what}: expected {one}, ours is {other}"]
    if not lines and isinstance(SIGNERS.last, botocore.auth.SigV4Auth) and not isinstance(SIGNERS.last, Asymmetric):
        signature = signed(SIGNERS.last, answer["request"], headers, body, wanted)
        ours = headers["authorization"]
        lines += [] if ours.endswith(signature) else [f"signature: expected {signature}, ours is {ours} of {answer}"]
    return lines


def scope(authorization):
    """The algorithm, and who and what is signed for but the day."""
    if not authorization:
        return None
    algorithm, _, rest = authorization.partition(" ")
    parts = rest.partition("Credential=")[2].partition(",")[0].split("/")
    return algorithm, parts[:1] + parts[2:]


def signed(signer, request, headers, body, wanted):
    """The headers that botocore's signer would sign of our request, and its signature."""
    ours = HTTPHeaders()
    for name, value in request["headers"]:
        if name.lower() != "authorization":
            ours.add_header(name, value)
    covered = wanted.get("X-Amz-Content-SHA256") != botocore.auth.UNSIGNED_PAYLOAD
    made = types.SimpleNamespace(
        method=request["method"], url=request["uri"], params=None, headers=ours, body=body,
        context={"timestamp": headers["x-amz-date"], "payload_signing_enabled": covered},
    )
    canonical = signer.canonical_request(made)
    signature = signer.signature(signer.string_to_sign(made, canonical), made)
    return f"SignedHeaders={signer.signed_headers(signer.headers_to_sign(made))}, Signature={signature}"


def judged(arguments):
    planned, seed, inputs, program = arguments
    return Service(planned, seed, program).judge(inputs)


def main():
    seed, inputs, plan, program = sys.argv[1:]
    with open(plan) as file:
        planned = json.load(file)
    # Each has a process of its own, as the environment is a process's.
    with concurrent.futures.ProcessPoolExecutor(os.cpu_count(), max_tasks_per_child=None) as pool:
        outcomes = list(pool.map(judged, [(service, seed, int(inputs), program) for service in planned]))
    counts = sum((counts for _, counts, _ in outcomes), collections.Counter())
    told = [line for _, _, lines in outcomes for line in lines[:20]]
    failed = sum(len(lines) for _, _, lines in outcomes)
    print("\n".join(told))
    for name, why in EXCEPTIONS.items():
        print(f"{counts[name]} not compared: {name}, as {why}")
    print(f"{counts['requests']} requests of {len(outcomes)} services, {failed} differ; {counts['refused']} calls refused by both")
    sys.exit(failed > 0)


main()

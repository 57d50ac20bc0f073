"""Requests that generated code signs: answered as they are, refused after any change."""

import base64
import re
import time

from wire import send

# A question of each service that needs nothing to be there; between them they speak all protocols but CBOR.
READS = {
    "cloudwatch": "DescribeAlarms", "dynamodb": "ListTables", "ec2": "DescribeVpcs", "iam": "ListRoles", "kms": "ListKeys",
    "lambda": "ListFunctions", "route53": "ListHostedZones", "s3": "ListBuckets", "sns": "ListTopics", "sqs": "ListQueues",
    "sts": "GetCallerIdentity",
}
# What services call a signature that isn't right.
CODES = {"AuthFailure", "InvalidSignatureException", "RequestTimeTooSkewed", "SignatureDoesNotMatch"}
# Keys whose path each side has to write in the same way.
KEYS = ["plain.txt", "folder/odd & <é> +%.txt", "a//b", "~tilde/$dollar'quote\"", "semi;colon=equals?question"]


class Signed:
    """A request that generated code has signed, to be sent as it is or changed."""

    def __init__(self, aws, operation, now=None, **params):
        self.server = aws.place["endpoint"]
        answer = aws.ask(operation, params, now=int(time.time()) if now is None else now)
        assert "request" in answer, answer
        request = answer["request"]
        self.method = request["method"]
        self.url = request["uri"]
        self.headers = [tuple(header) for header in request["headers"]]
        self.body = base64.b64decode(request["body"])

    def changed(self, name, pattern, replacement):
        """Another value of a header."""
        before = self.headers
        self.headers = [(key, re.sub(pattern, replacement, value) if key == name else value) for key, value in before]
        assert self.headers != before, f"{name} isn't {pattern} in {before}"
        return self

    def asking(self, query):
        """More in the query."""
        self.url += ("&" if "?" in self.url else "?") + query
        return self

    def carrying(self, body):
        """Another body."""
        self.body = body
        return self

    def sent(self):
        """The status, and the code of the error if it is one."""
        reply = send(self.method, self.url, self.headers, self.body, by=self.server)
        return reply.status, reply.code


def taken(place, at):
    """What is signed as it should be is answered, and as boto3 is answered."""
    for service, operation in READS.items():
        with at(service) as aws:
            aws.both(operation)
    with at("s3") as s3:
        s3.ours("CreateBucket", Bucket="papers")
        for key in KEYS:
            s3.ours("PutObject", Bucket="papers", Key=key, Body=key.encode())
            assert s3.both("GetObject", Bucket="papers", Key=key)["Body"] == key.encode()
    with at("lambda") as functions:
        # A name with colons, which are encoded in the path and once more for the signature.
        arn = "arn:aws:lambda:us-east-1:000000000000:function:none"
        assert functions.refused("GetFunctionConfiguration", FunctionName=arn) == "ResourceNotFoundException"
    with at("sts") as sts:
        given = sts.ours("GetSessionToken")["Credentials"]
    place["keys"] = [given["AccessKeyId"], given["SecretAccessKey"], given["SessionToken"]]
    for service in ("dynamodb", "sts"):
        with at(service) as aws:
            aws.both(READS[service])


def refused(place, at):
    """What was changed after it was signed is refused, and what was never signed rightly."""
    for service, operation in READS.items():
        with at(service) as aws:
            status, _ = Signed(aws, operation).sent()
            assert status == 200, f"{service}: {status}"
            key, secret = place["keys"]
            aws.use([key, "another secret"])
            # Through the client, as boto3 has it.
            code = aws.refused(operation)
            assert code in CODES, code
            aws.use([key, secret])
            for what, changed in changes(aws, operation):
                # In another service's scope the request is that service's.
                codes = CODES if what in ("service", "time") else {code}
                status, found = changed.sent()
                assert 400 <= status < 500 and found in codes, f"{service}, {what}: {status} {found}"
    with at("s3") as s3:
        s3.ours("CreateBucket", Bucket="papers")
        upload = Signed(s3, "PutObject", Bucket="papers", Key="key", Body=b"what is signed")
        assert upload.carrying(b"something else").sent() == (400, "BadDigest")
        assert s3.refused("GetObject", Bucket="papers", Key="key") == "NoSuchKey"


def changes(aws, operation):
    """A request after each change that it may not survive."""
    signed = Signed(aws, operation)
    names = re.search("SignedHeaders=([^,]*)", dict(signed.headers)["authorization"])[1].split(";")
    assert {"host", "x-amz-date"} <= set(names), names
    for name in set(names) - {"host"}:
        yield name, Signed(aws, operation).changed(name, "$", "0")
    yield "region", Signed(aws, operation).changed("authorization", "/us-east-1/", "/eu-west-1/")
    yield "service", Signed(aws, operation).changed("authorization", "/[a-z0-9]*/aws4_request", "/fsx/aws4_request")
    yield "query", Signed(aws, operation).asking("more=1")
    if signed.body:
        yield "body", Signed(aws, operation).carrying(signed.body + b" ")
    # Long ago, and signed as it was right then.
    yield "time", Signed(aws, operation, now=1_700_000_000)

"""Requests of generated code at ministack, which verifies the signatures of users' keys.

    signatures.py PROBE PLACE CHECK    PLACE is an `endpoint` and the account's own keys as `root`, in JSON; CHECK is a function below
"""

import base64
import http.client
import json
import re
import sys
import time
import urllib.parse

import boto3

from both import Both

ADMINISTRATOR = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
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


def user(place):
    """The keys of a user who may do everything, but whose signature is looked at."""
    root = place["root"]
    keys = {"aws_access_key_id": root["AWS_ACCESS_KEY_ID"], "aws_secret_access_key": root["AWS_SECRET_ACCESS_KEY"]}
    iam = boto3.client("iam", "us-east-1", endpoint_url=place["endpoint"], **keys)
    iam.create_user(UserName="caller")
    iam.put_user_policy(UserName="caller", PolicyName="all", PolicyDocument=json.dumps(ADMINISTRATOR))
    made = iam.create_access_key(UserName="caller")["AccessKey"]
    return [made["AccessKeyId"], made["SecretAccessKey"]]


class Signed:
    """A request that generated code has signed, to be sent as it is or changed."""

    def __init__(self, aws, operation, now=None, **params):
        answer = aws.ask(operation, params, now=int(time.time()) if now is None else now)
        assert "request" in answer, answer
        request = answer["request"]
        self.method = request["method"]
        self.url = urllib.parse.urlsplit(request["uri"])
        self.target = self.url.path + (f"?{self.url.query}" if self.url.query else "")
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
        self.target += ("&" if "?" in self.target else "?") + query
        return self

    def carrying(self, body):
        """Another body."""
        self.body = body
        return self

    def sent(self):
        """The status, and the code of the error if it is one."""
        connection = http.client.HTTPConnection(self.url.hostname, self.url.port)
        connection.putrequest(self.method, self.target, skip_host=True, skip_accept_encoding=True)
        names = [name.lower() for name, _ in self.headers]
        if "host" not in names:
            self.headers.append(("host", self.url.netloc))
        if "content-length" not in names and (self.body or self.method in ("POST", "PUT")):
            self.headers.append(("content-length", str(len(self.body))))
        for name, value in self.headers:
            connection.putheader(name, value.encode("utf-8"))
        connection.endheaders(self.body or None)
        response = connection.getresponse()
        text = response.read().decode()
        connection.close()
        code = re.search(r'<Code>(.*?)</Code>|"__type":\s*"(?:.*#)?(.*?)"', text)
        code = code and (code[1] or code[2])
        return response.status, response.headers.get("x-amzn-errortype") or code
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


CHECKS = {"taken": taken, "refused": refused}


def main():
    program, place, check = sys.argv[1], json.loads(sys.argv[2]), sys.argv[3]
    place["keys"] = user(place)
    CHECKS[check](place, lambda service: Both(service, program, place))


main()

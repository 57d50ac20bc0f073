"""URLs and forms that generated code signs for somebody else, who has nothing but HTTP."""

import base64
import json
import re
import time

from wire import send

BUCKET = "papers"
KEY = "folder/odd & <é> +%.txt"
BODY = b"what was uploaded\x00\xff"
# Services whose questions go into a query, and those whose questions are a path: with a method that a browser has.
LINKS = {"ec2": "DescribeVpcs", "iam": "ListRoles", "lambda": "ListFunctions", "route53": "ListHostedZones", "sns": "ListTopics",
         "sts": "GetCallerIdentity"}
LONG_AGO = 1_700_000_000


class Link:
    """A URL that generated code has signed."""

    def __init__(self, aws, operation, now=None, seconds=600, method=None, **params):
        self.server = aws.place["endpoint"]
        wish = {"seconds": seconds, **({"method": method} if method else {})}
        answer = aws.ask(operation, params, now=int(time.time()) if now is None else now, presign=wish)
        assert "url" in answer, answer
        self.method, self.url = answer["method"], answer["url"]
        # Whoever calls the URL has its host from the URL.
        self.headers = [(name, value) for name, value in answer["headers"] if name != "host"]

    def changed(self, pattern, replacement):
        """Another URL."""
        before, self.url = self.url, re.sub(pattern, replacement, self.url, count=1)
        assert self.url != before, f"{pattern} isn't in {before}"
        return self

    def called(self, body=b"", method=None, headers=None):
        """What comes of calling it."""
        return send(method or self.method, self.url, self.headers if headers is None else headers, body, by=self.server)


def urls(place, at):
    """They do what was signed, and nothing else has to be known."""
    with at("s3") as s3:
        s3.ours("CreateBucket", Bucket=BUCKET)
        where = {"Bucket": BUCKET, "Key": KEY}
        upload = Link(s3, "PutObject", **where, ContentType="text/x-odd", Metadata={"owner": "me & you"})
        assert upload.called(BODY).status == 200
        read = s3.both("GetObject", **where)
        assert (read["Body"], read["ContentType"], read["Metadata"]) == (BODY, "text/x-odd", {"owner": "me & you"})
        download = Link(s3, "GetObject", **where, ResponseContentType="text/plain; charset=utf-8")
        assert download.called()[::2] == (200, BODY)
        assert Link(s3, "HeadObject", **where).called().status == 200
        assert Link(s3, "DeleteObject", **where).called().status == 204
        assert s3.refused("GetObject", **where) == "NoSuchKey"
    for service, operation in LINKS.items():
        with at(service) as aws:
            reply = Link(aws, operation, method="GET").called()
            assert reply.status == 200, f"{service}: {reply}"
    with at("sts") as sts:
        given = sts.ours("GetSessionToken")["Credentials"]
        sts.use([given["AccessKeyId"], given["SecretAccessKey"], given["SessionToken"]])
        assert Link(sts, "GetCallerIdentity", method="GET").called().status == 200
    with at("s3") as s3:
        s3.use([given["AccessKeyId"], given["SecretAccessKey"], given["SessionToken"]])
        assert Link(s3, "PutObject", Bucket=BUCKET, Key="token").called(BODY).status == 200


def changed_urls(place, at):
    """They do nothing else than what was signed, and not for longer."""
    with at("s3") as s3:
        s3.ours("CreateBucket", Bucket=BUCKET)
        s3.ours("PutObject", Bucket=BUCKET, Key="key", Body=BODY)
        where = {"Bucket": BUCKET, "Key": "key"}

        def code(link, **call):
            reply = link.called(**call)
            assert reply.status == 403, reply
            return reply.code

        mismatch = "SignatureDoesNotMatch"
        assert code(Link(s3, "GetObject", **where).changed("/key", "/other")) == mismatch
        assert code(Link(s3, "GetObject", **where), method="DELETE") == mismatch
        assert code(Link(s3, "GetObject", **where).changed("$", "&response-content-type=text/html")) == mismatch
        assert code(Link(s3, "GetObject", **where).changed("X-Amz-Expires=600", "X-Amz-Expires=6000")) == mismatch
        assert code(Link(s3, "GetObject", **where).changed("us-east-1", "eu-west-1")) == mismatch
        assert code(Link(s3, "GetObject", **where).changed("(X-Amz-Signature=)(.{4})(.{4})", r"\1\3\2")) == mismatch
        assert code(Link(s3, "GetObject", **where, now=LONG_AGO)) == "AccessDenied"
        upload = Link(s3, "PutObject", **where, Metadata={"owner": "me"})
        assert code(upload, body=BODY, headers=[(name, value + "!") for name, value in upload.headers]) == mismatch
        assert code(upload, body=BODY, headers=[]) == mismatch
        key, _ = place["keys"]
        s3.use([key, "another secret"])
        assert code(Link(s3, "GetObject", **where)) == mismatch
    for service, operation in LINKS.items():
        with at(service) as aws:
            for link in (
                Link(aws, operation, method="GET").changed("$", "&more=1"),
                Link(aws, operation, method="GET", now=LONG_AGO),
                Link(aws, operation, method="GET").changed("us-east-1", "eu-west-1"),
            ):
                reply = link.called()
                assert 400 <= reply.status < 500, f"{service}: {reply}"


class Form:
    """A form that generated code has signed."""

    def __init__(self, aws, key, now=None, **policy):
        policy = {"seconds": 600, **policy}
        params = {"Bucket": BUCKET, "Key": key}
        answer = aws.ask("PutObject", params, now=int(time.time()) if now is None else now, form=policy)
        assert "fields" in answer, answer
        self.url, self.fields = answer["url"], answer["fields"]

    def filled(self, **fields):
        """With other values."""
        self.fields |= fields
        return self

    def posted(self, body=BODY, name="report.txt"):
        """What comes of sending it with a file."""
        parts = []
        for field, value in self.fields.items():
            parts.append(f'--edge\r\nContent-Disposition: form-data; name="{field}"\r\n\r\n{value}\r\n'.encode())
        file = f'--edge\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'.encode()
        whole = b"".join(parts) + file + body + b"\r\n--edge--\r\n"
        return send("POST", self.url, [("content-type", "multipart/form-data; boundary=edge")], whole)


def forms(place, at):
    """They take what their policy lets through."""
    with at("s3") as s3:
        s3.ours("CreateBucket", Bucket=BUCKET)
        bounds = {"length": [1, 100], "fields": {"Content-Type": "text/x-odd"}, "beginnings": {"x-amz-meta-owner": "me"}}
        reply = Form(s3, "uploads/${filename}", **bounds).filled(**{"x-amz-meta-owner": "me & you"}).posted()
        assert reply.status == 204, reply
        read = s3.both("GetObject", Bucket=BUCKET, Key="uploads/report.txt")
        assert (read["Body"], read["ContentType"], read["Metadata"]) == (BODY, "text/x-odd", {"owner": "me & you"})
        reply = Form(s3, KEY).posted()
        assert reply.status == 204, reply
        assert s3.both("GetObject", Bucket=BUCKET, Key=KEY)["Body"] == BODY

        form = Form(s3, "key", length=[1, 100])
        policy = json.loads(base64.b64decode(form.fields["policy"]))
        policy["conditions"] = [one for one in policy["conditions"] if "content-length-range" not in one]
        longer = base64.b64encode(json.dumps(policy).encode()).decode()
        for changed, code in (
            (Form(s3, "key", length=[1, 100]).filled(policy=longer), "SignatureDoesNotMatch"),
            (Form(s3, "key").filled(**{"x-amz-signature": "0" * 64}), "SignatureDoesNotMatch"),
            (Form(s3, "key").filled(key="other"), "AccessDenied"),
            (Form(s3, "key", **bounds).filled(**{"x-amz-meta-owner": "you"}), "AccessDenied"),
            (Form(s3, "key", now=LONG_AGO), "AccessDenied"),
        ):
            reply = changed.posted()
            assert (reply.status, reply.code) == (403, code), reply
        reply = form.posted(body=b"x" * 101)
        assert (reply.status, reply.code) == (400, "EntityTooLarge"), reply
        key, _ = place["keys"]
        s3.use([key, "another secret"])
        assert Form(s3, "key").posted().code == "SignatureDoesNotMatch"

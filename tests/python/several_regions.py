"""Requests and URLs that generated code signs with version 4A, whose signature holds in several regions."""

import boto3

from signatures import Signed
from signed_urls import BODY, KEY, LONG_AGO, Link

ALGORITHM = "AWS4-ECDSA-P256-SHA256"
BUCKET = "papers"


def access_point(place):
    """The name of an access point of several regions, in front of a bucket; made with the account's own keys."""
    root = {name.lower(): value for name, value in place["root"].items()}
    client = lambda service: boto3.client(service, "us-west-2", endpoint_url=place["endpoint"], **root)
    account = client("sts").get_caller_identity()["Account"]
    client("s3").create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": "us-west-2"})
    control = client("s3control")

    def without_account(request, **_):
        request.url = request.url.replace(f"//{account}.", "//")

    # boto3 puts the account before the host, and this host is an address.
    control.meta.events.register("before-send.s3-control", without_account)
    control.create_multi_region_access_point(AccountId=account, Details={"Name": "everywhere", "Regions": [{"Bucket": BUCKET}]})
    [made] = control.list_multi_region_access_points(AccountId=account)["AccessPoints"]
    return f"arn:aws:s3::{account}:accesspoint/{made['Alias']}"


def at_its_own_address(aws):
    """As an access point has no other; whatever is signed goes to the server all the same."""
    aws.settings = lambda: {"AWS::Region": "us-east-1", **dict(zip(("key", "secret", "token"), aws.keys))}
    return aws


def scheme(signed):
    return dict(signed.headers)["authorization"].split(" ")[0]


def taken(place, at):
    """By a service that takes both versions, if the user prefers this one, and by an access point, which takes no other."""
    for regions in ({}, {"regions": ["us-east-1"]}, {"regions": ["eu-west-1", "us-east-*"]}):
        with at("sts", schemes=["sigv4a"], **regions) as sts:
            assert scheme(Signed(sts, "GetCallerIdentity")) == ALGORITHM
            sts.both("GetCallerIdentity")
    with at("sts", schemes=["sigv4a"]) as sts:
        given = sts.ours("GetSessionToken")["Credentials"]
        sts.use([given["AccessKeyId"], given["SecretAccessKey"], given["SessionToken"]])
        sts.both("GetCallerIdentity")
    name = access_point(place)
    with at("s3") as aws:
        s3 = at_its_own_address(aws)
        upload = Signed(s3, "PutObject", Bucket=name, Key=KEY, Body=BODY)
        assert scheme(upload) == ALGORITHM and ".mrap.accesspoint.s3-global.amazonaws.com/" in upload.url
        assert upload.sent() == (200, None)
        read = Link(s3, "GetObject", Bucket=name, Key=KEY)
        assert f"X-Amz-Algorithm={ALGORITHM}" in read.url
        assert read.called()[::2] == (200, BODY)
        upload = Link(s3, "PutObject", Bucket=name, Key="key", Metadata={"owner": "me"})
        assert upload.called(BODY).status == 200
        assert Link(s3, "GetObject", Bucket=name, Key="key").called().body == BODY


def refused(place, at):
    """After any change, and outside of its regions."""
    with at("sts", schemes=["sigv4a"]) as sts:
        key, secret = place["keys"]
        sts.use([key, "another secret"])
        assert sts.refused("GetCallerIdentity") == "SignatureDoesNotMatch"
        sts.use([key, secret])
        ours = lambda **call: Signed(sts, "GetCallerIdentity", **call)
        assert ours().sent() == (200, None)
        for changed in (
            ours().changed("x-amz-region-set", "$", ",us-west-2"),
            ours().changed("content-type", "$", "0"),
            ours().changed("authorization", "/sts/", "/iam/"),
            ours().changed("authorization", "(Signature=.{20})(..)(..)", r"\1\3\2"),
            ours().carrying(ours().body + b" "),
            ours().asking("more=1"),
            ours(now=LONG_AGO),
        ):
            status, code = changed.sent()
            assert (status, code) in ((403, "SignatureDoesNotMatch"), (403, "InvalidSignatureException")), (status, code)
    with at("sts", schemes=["sigv4a"], regions=["eu-west-1", "eu-west-2"]) as sts:
        assert Signed(sts, "GetCallerIdentity").sent() == (403, "InvalidClientTokenId")
    name = access_point(place)
    with at("s3") as aws:
        s3 = at_its_own_address(aws)
        where = {"Bucket": name, "Key": "key"}
        upload = Signed(s3, "PutObject", **where, Body=BODY)
        assert upload.changed("x-amz-content-sha256", "^.", "x").sent() == (403, "SignatureDoesNotMatch")
        read = lambda **call: Link(s3, "GetObject", **where, **call)
        for link in (
            read().changed("/key", "/other"),
            read().changed("$", "&response-content-type=text/html"),
            read().changed("X-Amz-Expires=600", "X-Amz-Expires=6000"),
            read().changed("X-Amz-Region-Set=[^&]*", "X-Amz-Region-Set=us-east-1"),
            read().changed("(X-Amz-Signature=.{20})(..)(..)", r"\1\3\2"),
        ):
            reply = link.called()
            assert (reply.status, reply.code) == (403, "SignatureDoesNotMatch"), reply
        assert read(now=LONG_AGO).called().status == 403

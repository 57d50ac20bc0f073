"""Checks of generated code at ministack, which verifies the signatures of users' keys.

    at_ministack.py PROBE PLACE CHECK    PLACE is an `endpoint` and the account's own keys as `root`, in JSON (see both.py)
"""

import json
import sys

import boto3

import several_regions
import signatures
import signed_urls
from both import Both

ADMINISTRATOR = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
CHECKS = {
    "taken": signatures.taken, "refused": signatures.refused, "urls": signed_urls.urls, "changed_urls": signed_urls.changed_urls,
    "forms": signed_urls.forms, "several_regions": several_regions.taken, "several_regions_refused": several_regions.refused,
}


def user(place):
    """The keys of a user who may do everything, but whose signature is looked at."""
    root = place["root"]
    keys = {"aws_access_key_id": root["AWS_ACCESS_KEY_ID"], "aws_secret_access_key": root["AWS_SECRET_ACCESS_KEY"]}
    iam = boto3.client("iam", "us-east-1", endpoint_url=place["endpoint"], **keys)
    iam.create_user(UserName="caller")
    iam.put_user_policy(UserName="caller", PolicyName="all", PolicyDocument=json.dumps(ADMINISTRATOR))
    made = iam.create_access_key(UserName="caller")["AccessKey"]
    return [made["AccessKeyId"], made["SecretAccessKey"]]


def main():
    program, place, check = sys.argv[1], json.loads(sys.argv[2]), sys.argv[3]
    place["keys"] = user(place)
    CHECKS[check](place, lambda service, **settings: Both(service, program, {**place, "settings": settings}))


main()

"""Tells what boto3 sees of the backups on the server whose URL is given, as JSON."""

import json
import sys

import boto3
from botocore.exceptions import ClientError

fsx = boto3.client(
    "fsx",
    region_name="us-east-1",
    endpoint_url=sys.argv[1],
    aws_access_key_id="AKIDEXAMPLE",
    aws_secret_access_key="secret",
)


def plain(backup):
    """What both sides are asked for."""
    tags = sorted((tag["Key"], tag["Value"]) for tag in backup.get("Tags", []))
    created = backup["CreationTime"]
    return {
        "id": backup["BackupId"],
        "lifecycle": backup["Lifecycle"],
        "arn": backup["ResourceARN"],
        "created": int(created.timestamp() * 1000),
        "tags": tags,
    }


pages = fsx.get_paginator("describe_backups").paginate(PaginationConfig={"PageSize": 3})
backups = sorted((plain(backup) for page in pages for backup in page["Backups"]), key=lambda backup: backup["id"])
try:
    fsx.create_backup(FileSystemId="fs-00000000000000000")
    error = None
except ClientError as refused:
    error = {"code": refused.response["Error"]["Code"], "message": refused.response["Error"]["Message"]}
systems = sorted((found["FileSystemId"], found["FileSystemType"]) for found in fsx.describe_file_systems()["FileSystems"])
print(json.dumps({"backups": backups, "error": error, "systems": systems}))

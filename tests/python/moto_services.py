"""Twelve services on moto: made, read, listed and deleted with generated code, read back with boto3.

    moto_services.py                        tells which services and operations, as JSON
    moto_services.py PROBE PLACE SERVICE    plays the service's story at a place (see both.py), which is JSON; an assertion fails
                                            if the two disagree
"""

import io
import json
import sys
import urllib.parse
import zipfile

from both import Both

OPERATIONS = {
    "cloudwatch": ["PutMetricAlarm", "DescribeAlarms", "PutMetricData", "ListMetrics", "DeleteAlarms", "GetDashboard"],
    "dynamodb": ["CreateTable", "DescribeTable", "ListTables", "PutItem", "GetItem", "Scan", "DeleteItem", "DeleteTable"],
    "ec2": ["CreateVpc", "DescribeVpcs", "CreateTags", "DescribeTags", "CreateSecurityGroup", "DescribeSecurityGroups",
            "AuthorizeSecurityGroupIngress", "DeleteSecurityGroup", "DeleteVpc"],
    "fsx": ["CreateFileSystem", "DescribeFileSystems", "TagResource", "ListTagsForResource", "DeleteFileSystem"],
    "iam": ["CreateRole", "GetRole", "ListRoles", "TagRole", "ListRoleTags", "DeleteRole"],
    "kms": ["CreateKey", "DescribeKey", "ListKeys", "Encrypt", "Decrypt", "CreateAlias", "ListAliases", "DeleteAlias",
            "ScheduleKeyDeletion"],
    "lambda": ["CreateFunction", "GetFunctionConfiguration", "ListFunctions", "ListTags", "TagResource", "DeleteFunction"],
    "route53": ["CreateHostedZone", "GetHostedZone", "ListHostedZones", "ChangeResourceRecordSets",
                "ListResourceRecordSets", "DeleteHostedZone"],
    "s3": ["CreateBucket", "ListBuckets", "PutObject", "GetObject", "HeadObject", "ListObjectsV2", "DeleteObject",
           "DeleteObjects", "DeleteBucket"],
    "sns": ["CreateTopic", "GetTopicAttributes", "ListTopics", "Subscribe", "ListSubscriptions", "Publish", "TagResource",
            "ListTagsForResource", "DeleteTopic"],
    "sqs": ["CreateQueue", "GetQueueUrl", "GetQueueAttributes", "ListQueues", "SendMessage", "ReceiveMessage",
            "DeleteMessage", "DeleteQueue"],
    "sts": ["GetCallerIdentity", "AssumeRole", "GetSessionToken"],
}
POLICY = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}'
# What has to survive JSON, forms, XML and headers.
ODD = "a & b < \"c\" > 'd' + é 漢 % =\n/"


def cloudwatch(aws):
    alarm = {"AlarmName": "high", "AlarmDescription": ODD, "Namespace": "shop", "MetricName": "orders", "Period": 60,
             "EvaluationPeriods": 1, "Threshold": 1.5, "ComparisonOperator": "GreaterThanThreshold", "Statistic": "Sum"}
    aws.ours("PutMetricAlarm", **alarm)
    [read] = aws.both("DescribeAlarms", AlarmNames=["high"])["MetricAlarms"]
    assert (read["Threshold"], read["AlarmDescription"]) == (1.5, ODD)
    datum = {"MetricName": "orders", "Value": 2.25, "Dimensions": [{"Name": "shop", "Value": "north"}]}
    aws.ours("PutMetricData", Namespace="shop", MetricData=[datum])
    [metric] = aws.both("ListMetrics", Namespace="shop")["Metrics"]
    assert metric["Dimensions"] == datum["Dimensions"]
    aws.refused("GetDashboard", DashboardName="none")
    aws.ours("DeleteAlarms", AlarmNames=["high"])
    assert aws.both("DescribeAlarms")["MetricAlarms"] == []


def dynamodb(aws):
    table = {"TableName": "songs", "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
             "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}], "BillingMode": "PAY_PER_REQUEST"}
    aws.ours("CreateTable", **table)
    assert aws.both("DescribeTable", TableName="songs")["Table"]["TableStatus"] == "ACTIVE"
    assert aws.both("ListTables")["TableNames"] == ["songs"]
    item = {"id": {"S": ODD}, "n": {"N": "1.5"}, "b": {"B": b"\x00\xff"}, "l": {"L": [{"NULL": True}, {"BOOL": False}]},
            "m": {"M": {"deep": {"SS": ["x", "y"]}}}}
    aws.ours("PutItem", TableName="songs", Item=item)
    assert aws.both("GetItem", TableName="songs", Key={"id": {"S": ODD}})["Item"] == item
    assert aws.both("Scan", TableName="songs")["Count"] == 1
    assert aws.refused("DescribeTable", TableName="none") == "ResourceNotFoundException"
    aws.ours("DeleteItem", TableName="songs", Key={"id": {"S": ODD}})
    assert aws.both("Scan", TableName="songs")["Items"] == []
    aws.ours("DeleteTable", TableName="songs")
    assert aws.both("ListTables")["TableNames"] == []


def ec2(aws):
    before = aws.both("DescribeVpcs")["Vpcs"]
    vpc = aws.ours("CreateVpc", CidrBlock="10.1.0.0/16")["Vpc"]["VpcId"]
    aws.ours("CreateTags", Resources=[vpc], Tags=[{"Key": "Name", "Value": "a & b"}, {"Key": "odd", "Value": "<é>"}])
    [read] = aws.both("DescribeVpcs", VpcIds=[vpc])["Vpcs"]
    assert (read["CidrBlock"], len(read["Tags"])) == ("10.1.0.0/16", 2)
    assert len(aws.both("DescribeTags", Filters=[{"Name": "resource-id", "Values": [vpc]}])["Tags"]) == 2
    group = aws.ours("CreateSecurityGroup", GroupName="web", Description="web & more", VpcId=vpc)["GroupId"]
    rule = {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "IpRanges": [{"CidrIp": "0.0.0.0/0", "Description": "all"}]}
    aws.ours("AuthorizeSecurityGroupIngress", GroupId=group, IpPermissions=[rule])
    [read] = aws.both("DescribeSecurityGroups", GroupIds=[group])["SecurityGroups"]
    assert read["IpPermissions"][0]["FromPort"] == 443
    assert aws.refused("DescribeVpcs", VpcIds=["vpc-00000000"]) == "InvalidVpcID.NotFound"
    aws.ours("DeleteSecurityGroup", GroupId=group)
    aws.ours("DeleteVpc", VpcId=vpc)
    assert aws.both("DescribeVpcs")["Vpcs"] == before


def fsx(aws):
    made = aws.ours("CreateFileSystem", FileSystemType="LUSTRE", StorageCapacity=1200, SubnetIds=["subnet-1"])["FileSystem"]
    aws.ours("TagResource", ResourceARN=made["ResourceARN"], Tags=[{"Key": "Name", "Value": ODD}])
    tags = aws.both("ListTagsForResource", ResourceARN=made["ResourceARN"])["Tags"]
    assert tags == [{"Key": "Name", "Value": ODD}]
    [read] = aws.both("DescribeFileSystems")["FileSystems"]
    assert read["FileSystemId"] == made["FileSystemId"]
    aws.ours("DeleteFileSystem", FileSystemId=made["FileSystemId"])
    assert aws.both("DescribeFileSystems")["FileSystems"] == []


def iam(aws):
    role = aws.ours("CreateRole", RoleName="worker", AssumeRolePolicyDocument=POLICY, Description="a & b < c")["Role"]
    read = aws.both("GetRole", RoleName="worker")["Role"]
    assert (read["Arn"], read["Description"]) == (role["Arn"], "a & b < c")
    aws.ours("TagRole", RoleName="worker", Tags=[{"Key": "team", "Value": "x + y"}])
    assert aws.both("ListRoleTags", RoleName="worker")["Tags"] == [{"Key": "team", "Value": "x + y"}]
    assert [found["RoleName"] for found in aws.both("ListRoles")["Roles"]] == ["worker"]
    assert aws.refused("GetRole", RoleName="none") == "NoSuchEntity"
    aws.ours("DeleteRole", RoleName="worker")
    assert aws.both("ListRoles")["Roles"] == []


def kms(aws):
    key = aws.ours("CreateKey", Description=ODD, Tags=[{"TagKey": "a", "TagValue": "b"}])["KeyMetadata"]["KeyId"]
    assert aws.both("DescribeKey", KeyId=key)["KeyMetadata"]["Description"] == ODD
    assert key in [found["KeyId"] for found in aws.both("ListKeys")["Keys"]]
    secret = aws.ours("Encrypt", KeyId=key, Plaintext=b"\x00secret\xff", EncryptionContext={"for": ODD})["CiphertextBlob"]
    assert aws.both("Decrypt", CiphertextBlob=secret, EncryptionContext={"for": ODD})["Plaintext"] == b"\x00secret\xff"
    aws.ours("CreateAlias", AliasName="alias/mine", TargetKeyId=key)
    assert "alias/mine" in [found["AliasName"] for found in aws.both("ListAliases")["Aliases"]]
    assert aws.refused("DescribeKey", KeyId="none") == "NotFoundException"
    aws.ours("DeleteAlias", AliasName="alias/mine")
    aws.ours("ScheduleKeyDeletion", KeyId=key, PendingWindowInDays=7)
    assert aws.both("DescribeKey", KeyId=key)["KeyMetadata"]["KeyState"] == "PendingDeletion"


def lambda_(aws):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("index.py", "def handler(event, context):\n    return event\n")
    roles = aws.client("iam")
    role = roles.create_role(RoleName="runner", AssumeRolePolicyDocument=POLICY)["Role"]["Arn"]
    made = aws.ours("CreateFunction", FunctionName="echo", Runtime="python3.13", Role=role, Handler="index.handler",
                    Code={"ZipFile": packed.getvalue()}, Environment={"Variables": {"ODD": ODD}}, Tags={"a": "b"})
    read = aws.both("GetFunctionConfiguration", FunctionName="echo")
    assert read["Environment"]["Variables"] == {"ODD": ODD}
    aws.ours("TagResource", Resource=made["FunctionArn"], Tags={"c": "d é"})
    assert aws.both("ListTags", Resource=made["FunctionArn"])["Tags"] == {"a": "b", "c": "d é"}
    assert len(aws.both("ListFunctions", MaxItems=5)["Functions"]) == 1
    assert aws.refused("GetFunctionConfiguration", FunctionName="none") == "ResourceNotFoundException"
    aws.ours("DeleteFunction", FunctionName="echo")
    assert aws.both("ListFunctions")["Functions"] == []
    roles.delete_role(RoleName="runner")


def route53(aws):
    config = {"Comment": "a & b < c", "PrivateZone": False}
    zone = aws.ours("CreateHostedZone", Name="example.org.", CallerReference="once", HostedZoneConfig=config)["HostedZone"]["Id"]
    # As the service gives it, with a path before it.
    assert zone.startswith("/hostedzone/")
    assert aws.both("GetHostedZone", Id=zone)["HostedZone"]["Config"] == config
    record = {"Name": "www.example.org.", "Type": "A", "TTL": 60, "ResourceRecords": [{"Value": "192.0.2.1"}]}
    change = {"Action": "CREATE", "ResourceRecordSet": record}
    aws.ours("ChangeResourceRecordSets", HostedZoneId=zone, ChangeBatch={"Comment": "<&>", "Changes": [change]})
    assert record in aws.both("ListResourceRecordSets", HostedZoneId=zone)["ResourceRecordSets"]
    change["Action"] = "DELETE"
    aws.ours("ChangeResourceRecordSets", HostedZoneId=zone, ChangeBatch={"Changes": [change]})
    assert record not in aws.both("ListResourceRecordSets", HostedZoneId=zone)["ResourceRecordSets"]
    assert aws.refused("GetHostedZone", Id="NONE") == "NoSuchHostedZone"
    assert len(aws.both("ListHostedZones")["HostedZones"]) == 1
    aws.ours("DeleteHostedZone", Id=zone)
    assert aws.both("ListHostedZones")["HostedZones"] == []


def s3(aws):
    key = "folder/odd & <é> +%.txt"
    where = {} if aws.region == "us-east-1" else {"CreateBucketConfiguration": {"LocationConstraint": aws.region}}
    aws.ours("CreateBucket", Bucket="papers", **where)
    assert [found["Name"] for found in aws.both("ListBuckets")["Buckets"]] == ["papers"]
    aws.ours("PutObject", Bucket="papers", Key=key, Body=b"\x00text\xff", ContentType="text/x-odd", Metadata={"owner": "me"})
    read = aws.both("GetObject", Bucket="papers", Key=key)
    assert (read["Body"], read["ContentType"], read["Metadata"]) == (b"\x00text\xff", "text/x-odd", {"owner": "me"})
    assert aws.both("HeadObject", Bucket="papers", Key=key)["ContentLength"] == 6
    aws.ours("PutObject", Bucket="papers", Key="empty")
    # Without an encoding that one asks for, boto3 asks for this one and takes it off again.
    listed = aws.both("ListObjectsV2", Bucket="papers", Prefix="folder/", EncodingType="url")["Contents"]
    assert [urllib.parse.unquote_plus(found["Key"]) for found in listed] == [key]
    assert aws.refused("GetObject", Bucket="papers", Key="none") == "NoSuchKey"
    aws.ours("DeleteObject", Bucket="papers", Key=key)
    assert aws.both("ListObjectsV2", Bucket="papers", EncodingType="url")["KeyCount"] == 1
    deleted = aws.ours("DeleteObjects", Bucket="papers", Delete={"Objects": [{"Key": "empty"}]})["Deleted"]
    assert [found["Key"] for found in deleted] == ["empty"]
    aws.ours("DeleteBucket", Bucket="papers")
    assert aws.both("ListBuckets")["Buckets"] == []


def sns(aws):
    topic = aws.ours("CreateTopic", Name="news", Attributes={"DisplayName": "a & b"})["TopicArn"]
    assert aws.both("GetTopicAttributes", TopicArn=topic)["Attributes"]["DisplayName"] == "a & b"
    assert aws.both("ListTopics")["Topics"] == [{"TopicArn": topic}]
    aws.ours("Subscribe", TopicArn=topic, Protocol="email", Endpoint="a+b@example.org", ReturnSubscriptionArn=True)
    [read] = aws.both("ListSubscriptions")["Subscriptions"]
    assert read["Endpoint"] == "a+b@example.org"
    attributes = {"kind": {"DataType": "String", "StringValue": ODD}, "raw": {"DataType": "Binary", "BinaryValue": b"\x00\xff"}}
    assert aws.ours("Publish", TopicArn=topic, Message=ODD, MessageAttributes=attributes)["MessageId"]
    aws.ours("TagResource", ResourceArn=topic, Tags=[{"Key": "k", "Value": "v & w"}])
    assert aws.both("ListTagsForResource", ResourceArn=topic)["Tags"] == [{"Key": "k", "Value": "v & w"}]
    assert aws.refused("GetTopicAttributes", TopicArn=topic + "-none") == "NotFound"
    aws.ours("DeleteTopic", TopicArn=topic)
    assert aws.both("ListTopics")["Topics"] == []


def sqs(aws):
    queue = aws.ours("CreateQueue", QueueName="jobs", Attributes={"DelaySeconds": "0"}, tags={"a": "b"})["QueueUrl"]
    assert aws.both("GetQueueUrl", QueueName="jobs")["QueueUrl"] == queue
    assert aws.both("GetQueueAttributes", QueueUrl=queue, AttributeNames=["All"])["Attributes"]["DelaySeconds"] == "0"
    assert aws.both("ListQueues")["QueueUrls"] == [queue]
    attributes = {"kind": {"DataType": "String", "StringValue": "x"}, "raw": {"DataType": "Binary", "BinaryValue": b"\x00\xff"}}
    aws.ours("SendMessage", QueueUrl=queue, MessageBody=ODD, MessageAttributes=attributes)
    [message] = aws.ours("ReceiveMessage", QueueUrl=queue, MessageAttributeNames=["All"])["Messages"]
    assert (message["Body"], message["MessageAttributes"]) == (ODD, attributes)
    aws.ours("DeleteMessage", QueueUrl=queue, ReceiptHandle=message["ReceiptHandle"])
    assert aws.refused("GetQueueUrl", QueueName="none") == "AWS.SimpleQueueService.NonExistentQueue"
    aws.ours("DeleteQueue", QueueUrl=queue)
    assert aws.both("ListQueues").get("QueueUrls", []) == []


def sts(aws):
    assert aws.both("GetCallerIdentity")["Account"] == "123456789012"
    assumed = aws.ours("AssumeRole", RoleArn="arn:aws:iam::123456789012:role/any", RoleSessionName="me", DurationSeconds=900)
    assert assumed["Credentials"]["SessionToken"] and assumed["AssumedRoleUser"]["Arn"].endswith("/me")
    assert aws.ours("GetSessionToken")["Credentials"]["AccessKeyId"]


STORIES = {
    "cloudwatch": cloudwatch, "dynamodb": dynamodb, "ec2": ec2, "fsx": fsx, "iam": iam, "kms": kms, "lambda": lambda_,
    "route53": route53, "s3": s3, "sns": sns, "sqs": sqs, "sts": sts,
}


def main():
    if len(sys.argv) == 1:
        print(json.dumps(OPERATIONS))
        return
    program, place, service = sys.argv[1], json.loads(sys.argv[2]), sys.argv[3]
    with Both(service, program, place) as aws:
        asked_before, _ = aws.hosts()
        STORIES[service](aws)
        ours, theirs = aws.hosts()
        ours -= asked_before
        assert ours <= theirs, f"{service}: {ours} were asked, boto3 asks {theirs}"
        # Each service has hosts of its own.
        assert ours or "proxy" not in place, service


main()

"""A service seen through generated code and through boto3, at one place.

A place is an object: `endpoint` is the URL of a server; else `proxy` is the URL of a proxy, `trusted` the certificate that signs
what comes through it, `asked` the file where it notes who asks which host. `region` and `keys` (identifier, secret,
perhaps a token) are those of the calls, `settings` more of generated code's.
"""

import itertools
import json
import os
import subprocess
from pathlib import Path

import boto3
import botocore.session
from botocore.config import Config
from botocore.exceptions import ClientError
from botocore.handlers import json_decode_policies
from botocore.response import StreamingBody

import forms

TRANSPORTS = ["blocking", "async"]


class Both:
    """A service seen through generated code and through boto3."""

    def __init__(self, service, program, place):
        self.service = service
        self.place = place
        self.region = place.get("region", "us-east-1")
        self.keys = place.get("keys", ["AKIDEXAMPLE", "secret"])
        self.probe = subprocess.Popen([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=self.environment())
        session = botocore.session.get_session()
        self.raw = session.get_component("data_loader").load_service_model(service, "service-2")
        self.boto3 = self.client(service)
        self.methods = {operation: method for method, operation in self.boto3.meta.method_to_api_mapping.items()}
        self.transports = itertools.cycle(TRANSPORTS)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.probe.stdin.close()
        self.probe.wait()

    def environment(self):
        """Generated code's own, which has to find the proxy by it."""
        if "proxy" not in self.place:
            return dict(os.environ)
        return {**os.environ, "HTTPS_PROXY": self.place["proxy"], "SSL_CERT_FILE": self.place["trusted"]}

    def client(self, service):
        """boto3's client of any service."""
        place = {"endpoint_url": self.place["endpoint"]} if "endpoint" in self.place else {"verify": self.place["trusted"]}
        proxies = {"https": self.place["proxy"]} if "proxy" in self.place else None
        style = "path" if "endpoint" in self.place else "auto"
        config = Config(s3={"addressing_style": style}, retries={"max_attempts": 1}, proxies=proxies)
        names = ("aws_access_key_id", "aws_secret_access_key", "aws_session_token")
        client = boto3.client(service, self.region, config=config, **dict(zip(names, self.keys)), **place)
        # boto3 turns IAM's policies into objects; what is compared is what the service said.
        client.meta.events.unregister("after-call.iam", json_decode_policies)
        return client

    def use(self, keys):
        """Other keys from now on."""
        self.keys = keys
        self.boto3 = self.client(self.service)

    def settings(self):
        """Generated code's, by the names of the endpoint rules' built-ins."""
        settings = {"AWS::Region": self.region, **dict(zip(("key", "secret", "token"), self.keys))}
        if "endpoint" in self.place:
            settings |= {"SDK::Endpoint": self.place["endpoint"], "AWS::S3::ForcePathStyle": True}
        return settings | self.place.get("settings", {})

    def ask(self, operation, params, **question):
        """Generated code's answer."""
        reference = self.raw["operations"][operation].get("input")
        params = forms.to_serde(self.raw["shapes"], reference, params) if reference else {}
        question = {"service": self.service, "operation": operation, "settings": self.settings(), "params": params, **question}
        self.probe.stdin.write(json.dumps(question).encode() + b"\n")
        self.probe.stdin.flush()
        return json.loads(self.probe.stdout.readline())

    def hosts(self):
        """The hosts that generated code has asked, and those that boto3 has, as far as the place notes them."""
        lines = Path(self.place["asked"]).read_text(encoding="utf-8").splitlines() if "asked" in self.place else []
        asked = [line.split() for line in lines]
        return tuple({host for who, host in asked if who == caller} for caller in ("shapesmith", "Boto3"))

    def ours(self, operation, **params):
        """Calls with generated code; the output with the members' names."""
        answer = self.ask(operation, params, send=next(self.transports))
        assert "output" in answer, f"{self.service}.{operation}: {answer}"
        reference = self.raw["operations"][operation].get("output")
        return forms.from_serde(self.raw["shapes"], reference, answer["output"]) if reference else {}

    def both(self, operation, **params):
        """Reads with generated code and with boto3: the same comes out."""
        theirs = getattr(self.boto3, self.methods[operation])(**params)
        theirs.pop("ResponseMetadata")
        for name, value in theirs.items():
            theirs[name] = value.read() if isinstance(value, StreamingBody) else value
        reference = self.raw["operations"][operation]["output"]
        shapes = self.raw["shapes"]
        for transport in TRANSPORTS:
            answer = self.ask(operation, params, send=transport)
            assert "output" in answer, f"{self.service}.{operation}, {transport}: {answer}"
            lines = forms.differences(shapes, reference, forms.to_serde(shapes, reference, theirs), answer["output"])
            assert not lines, f"{self.service}.{operation}, {transport}:\n" + "\n".join(lines)
        return theirs

    def refused(self, operation, **params):
        """Both are refused with the same code and message; the code."""
        try:
            getattr(self.boto3, self.methods[operation])(**params)
            raise AssertionError(f"{self.service}.{operation}: boto3 isn't refused")
        except ClientError as error:
            theirs = error.response["Error"]
        for transport in TRANSPORTS:
            answer = self.ask(operation, params, send=transport)
            assert "error" in answer, f"{self.service}.{operation}, {transport}: {answer}"
            ours = answer["error"]
            assert ours["code"] == theirs["Code"], f"{self.service}.{operation}: {theirs}, ours is {ours}"
            assert (ours["message"] or "") == theirs["Message"], f"{self.service}.{operation}: {theirs}, ours is {ours}"
        return ours["code"]

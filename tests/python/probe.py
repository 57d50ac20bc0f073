"""Asks a probe: a program of generated code that answers a question per line (see the crate `shapesmith-probe`)."""

import base64
import json
import os
import subprocess
import sys

# The protocols that the runtime speaks.
SPOKEN = "json,rest-json,rest-xml,query,ec2,smithy-rpc-v2-cbor"


def spoken():
    """The protocols to ask about: `SHAPESMITH_PROTOCOLS`, or all that the runtime speaks."""
    return os.environ.get("SHAPESMITH_PROTOCOLS", SPOKEN).split(",")


def ask(program, questions):
    """The answers, one for each question."""
    lines = "".join(json.dumps(question) + "\n" for question in questions)
    done = subprocess.run([program], input=lines.encode(), stdout=subprocess.PIPE)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    if len(answers) != len(questions):
        sys.exit(f"the probe ended with {done.returncode} at {questions[len(answers)]}")
    return answers


def response(status, headers, body):
    """The part of a question that gives a response to be read."""
    return {"status": status, "headers": list(headers.items()), "body": base64.b64encode(body).decode()}


def request(answer):
    """Method, URI, headers by lower-case name, and body of the request in an answer."""
    found = answer["request"]
    headers = {}
    for name, value in found["headers"]:
        headers[name.lower()] = f"{headers[name.lower()]}, {value}" if name.lower() in headers else value
    return found["method"], found["uri"], headers, base64.b64decode(found["body"])

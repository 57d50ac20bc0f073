"""botocore's protocol suites against generated code.

    protocol_suites.py models DIRECTION SUITES TARGET    writes the suites' models, tells their names
    protocol_suites.py judge DIRECTION SUITES PROBE      asks the probe, tells what differs; exit 1 if anything does

botocore's own list of cases to leave out is not read. Each case that we leave out stands here, with its reason.
"""

import base64
import json
import re
import sys

import compare
import forms
import probe
import suites

# Case: why it is left out. A case that stands here and passes is a failure.
LEFT_OUT = {}

# What the suites have where a client makes a token of its own.
TOKEN = "00000000-0000-4000-8000-000000000000"
UUID = re.compile("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


def ask_input(suite, case):
    reference = suite.given.get("input")
    params = forms.to_serde(suite.shapes, reference, case["params"]) if reference else {}
    return {"params": params}


def judge_input(suite, case, answer):
    if "request" not in answer:
        return [f"expected a request, ours is {answer}"]
    method, uri, headers, body = probe.request(answer)
    expected = case["serialized"]
    wanted = expected.get("body")
    if TOKEN in json.dumps(expected):
        uri, body = UUID.sub(TOKEN, uri), UUID.sub(TOKEN, body.decode()).encode()
        headers = {name: UUID.sub(TOKEN, value) for name, value in headers.items()}
    lines = [] if method == expected["method"] else [f"method: expected {expected['method']}, ours is {method}"]
    lines += judge_uri(suite, expected, uri) + compare.expected_headers(expected, headers, body)
    if wanted is not None:
        wanted = base64.b64decode(wanted) if suite.protocol == "smithy-rpc-v2-cbor" else wanted.encode()
        names = compare.entry_names(suite.shapes)
        lines += compare.bodies(suite.protocol, wanted, compare.unpacked(headers, body), names)
    return lines


def judge_uri(suite, expected, uri):
    # Where the endpoint has a path, the URI has it too.
    host = expected.get("host", suite.endpoint.partition("://")[2]).partition("/")[0]
    our_host, _, rest = uri.partition("://")[2].partition("/")
    lines = [] if our_host == host else [f"host: expected {host}, ours is {our_host}"]
    theirs, ours = compare.split(expected["uri"]), compare.split("/" + rest)
    return lines if theirs == ours else lines + [f"URI: expected {theirs}, ours is {ours}"]


def ask_output(suite, case):
    found = case["response"]
    body = found.get("body", "")
    body = base64.b64decode(body) if suite.protocol == "smithy-rpc-v2-cbor" else body.encode()
    return probe.response(found["status_code"], found.get("headers", {}), body)


def judge_output(suite, case, answer):
    if "error" in case:
        return judge_error(suite, case, answer)
    if "output" not in answer:
        return [f"expected an output, ours is {answer}"]
    reference = suite.given.get("output")
    if reference is None:
        return [] if case["result"] == {} else [f"expected {case['result']}, there is no output"]
    theirs = forms.to_serde(suite.shapes, reference, case["result"])
    return forms.differences(suite.shapes, reference, theirs, answer["output"])


def judge_error(suite, case, answer):
    if "error" not in answer:
        return [f"expected an error, ours is {answer}"]
    error = answer["error"]
    lines = []
    for key, name in (("errorCode", "code"), ("errorMessage", "message")):
        if key in case and case[key] != error[name]:
            lines.append(f"{name}: expected {case[key]!r}, ours is {error[name]!r}")
    [(variant, members)] = error["members"].items()
    if variant == "Unrecognized":
        return lines + [f"expected a modelled error, ours is {error}"]
    shape = next(found for found in suite.given["errors"] if found["shape"].lower() == variant.lower())
    theirs = forms.to_serde(suite.shapes, shape, case["error"])
    return lines + forms.differences(suite.shapes, shape, theirs, members)


def judge(direction, folder, program):
    ask, look = (ask_input, judge_input) if direction == "input" else (ask_output, judge_output)
    spoken = probe.spoken()
    cases = [(suite, case) for suite in suites.load(folder, direction) for case in suite.cases]
    later = [case for suite, case in cases if suite.protocol not in spoken]
    cases = [(suite, case) for suite, case in cases if suite.protocol in spoken]
    names = [{"service": suite.name, "operation": suite.operation, "endpoint": suite.endpoint} for suite, _ in cases]
    answers = probe.ask(program, [{**name, **ask(suite, case)} for name, (suite, case) in zip(names, cases)])
    passed, left_out, failed = 0, 0, 0
    for (suite, case), answer in zip(cases, answers):
        lines = look(suite, case, answer)
        if case["id"] in LEFT_OUT:
            left_out += 1
            lines = [] if lines else ["it is left out, and passes"]
        elif not lines:
            passed += 1
        if lines:
            failed += 1
            told = "\n    ".join(lines)
            print(f"{case['id']} ({suite.name}, {suite.operation}):\n    {told}")
    print(f"{direction}: {passed} passed, {left_out} left out, {failed} failed, {len(later)} of protocols not spoken yet")
    return 1 if failed else 0


def main():
    _, action, direction, folder, target = sys.argv
    if action == "models":
        suites.write_models(folder, direction, target)
    else:
        sys.exit(judge(direction, folder, target))


main()

"""Requests that are sent as they stand, by a client that signs nothing and mends nothing."""

import http.client
import re
import urllib.parse
from typing import NamedTuple


class Reply(NamedTuple):
    """What came back."""

    status: int
    # Of the error, if it is one.
    code: str | None
    body: bytes


def send(method, url, headers, body=b"", by=None):
    """Sends a request, to the host of the URL or `by` another; what HTTP itself asks for is added where it is missing."""
    split = urllib.parse.urlsplit(url)
    host = urllib.parse.urlsplit(by) if by else split
    names = {name.lower() for name, _ in headers}
    headers = list(headers)
    if "host" not in names:
        headers.append(("host", split.netloc))
    if "content-length" not in names and (body or method in ("POST", "PUT")):
        headers.append(("content-length", str(len(body))))
    connection = http.client.HTTPConnection(host.hostname, host.port)
    connection.putrequest(method, split._replace(scheme="", netloc="").geturl(), skip_host=True, skip_accept_encoding=True)
    for name, value in headers:
        connection.putheader(name, value.encode("utf-8"))
    connection.endheaders(body or None)
    response = connection.getresponse()
    read = response.read()
    connection.close()
    found = re.search(rb'<Code>(.*?)</Code>|"__type":\s*"(?:.*#)?(.*?)"', read)
    code = (found[1] or found[2]).decode() if found else None
    return Reply(response.status, response.headers.get("x-amzn-errortype") or code, read)

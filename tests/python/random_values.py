"""Random inputs and outputs of an operation, in botocore's form, led by the model as it is in its file.

Neither side checks patterns; what a place on the wire can't hold is not made: an empty label, a line break in a header.
"""

import datetime
import random

# What needs an escape somewhere: in JSON, XML, a path or a query.
TEXT = "aZ09 _-./+&<>\"'%~=,:;?#[]@!$()*\\\n\té漢😀"
# What stands in a header or a host name as it is.
PLAIN = "abcdefghijklmnopqrstuvwxyz0123456789-"
# Structures nested deeper than this have no optional members.
DEEPEST = 5


class Maker:
    """Makes values; the same seed makes the same."""

    def __init__(self, shapes, seed, fractions):
        self.shapes = shapes
        self.random = random.Random(seed)
        # Whether a timestamp may have one.
        self.fractions = fractions

    def top(self, reference):
        """An input or output as a whole."""
        return self.value(reference, 0) if reference else {}

    def value(self, reference, depth):
        shape = self.shapes[reference["shape"]]
        if reference.get("jsonvalue"):
            return {"key": self.text(TEXT, 0, 8)} if "location" in reference else '{"key":[1,null,true]}'
        make = getattr(self, shape["type"])
        return make(shape, reference, depth)

    def structure(self, shape, _, depth):
        if shape.get("document"):
            return self.document(depth)
        members = shape["members"]
        if shape.get("union"):
            names = [self.random.choice(sorted(members))] if members else []
        else:
            chance = 0.6 if depth < 2 else 0.3 if depth < DEEPEST else 0
            names = [name for name in members if self.is_needed(shape, name) or self.random.random() < chance]
        return {name: self.value({**members[name], "whole": name == shape.get("payload")}, depth + 1) for name in names}

    def is_needed(self, shape, name):
        # A token that is left out would be filled with a random one.
        member = shape["members"][name]
        bound = member.get("location") == "uri" or member.get("hostLabel")
        return name in shape.get("required", []) or member.get("idempotencyToken") or bound or shape.get("payload") == name

    def list(self, shape, reference, depth):
        least = 1 if shape.get("min", 0) > 0 or "location" in reference else 0
        count = self.random.randint(least, 3) if depth < DEEPEST else least
        member = dict(shape["member"])
        if "location" in reference:
            member["location"] = reference["location"]
        return [self.element(member, depth + 1) for _ in range(count)]

    def map(self, shape, reference, depth):
        least = 1 if shape.get("min", 0) > 0 or "location" in reference else 0
        count = self.random.randint(least, 2) if depth < DEEPEST else least
        value = dict(shape["value"])
        alphabet = TEXT
        if "location" in reference:
            value["location"] = reference["location"]
            alphabet = PLAIN
        choices = self.shapes[shape["key"]["shape"]].get("enum")
        keys = {self.random.choice(choices) if choices else self.text(alphabet, 1, 8) for _ in range(count)}
        # Ours are sorted by the bytes of their keys: then the numbers of a query's entries are the same.
        return {key: self.element(value, depth + 1) for key in sorted(keys, key=str.encode)}

    def element(self, reference, depth):
        """Among documents null is one like any other."""
        if self.shapes[reference["shape"]].get("document") and self.random.random() < 0.2:
            return None
        return self.value(reference, depth)

    def string(self, shape, reference, _):
        if shape.get("enum"):
            return self.random.choice(shape["enum"])
        place = reference.get("location")
        if reference.get("hostLabel"):
            return self.text(PLAIN[:-1], 3, 9)
        if place in ("header", "headers"):
            return self.text(PLAIN, 1, 12)
        # An empty token counts as one that is left out, as ours has no other way to say so where it is required; and an
        # empty body says nothing.
        filled = place == "uri" or reference.get("idempotencyToken") or reference.get("whole")
        text = self.text(TEXT, 1 if filled else 0, 12)
        if place == "uri" and any(part in (".", "..") for part in text.split("/")):
            # Ours refuses what leads to another address.
            text = text.replace(".", "x")
        return text + "x" if place == "uri" and (text.strip("./") == "" or text.endswith("/")) else text

    def text(self, alphabet, shortest, longest):
        return "".join(self.random.choice(alphabet) for _ in range(self.random.randint(shortest, longest)))

    def integer(self, *_):
        return self.random.choice([0, 1, -1, 2**31 - 1, self.random.randint(-(2**31), 2**31 - 1)])

    def long(self, *_):
        return self.random.choice([0, 1, -1, 2**53 + 1, self.random.randint(-(2**62), 2**62)])

    def float(self, *_):
        # Exact in 32 bits, and written alike by both: never whole.
        return self.random.randint(-(10**5), 10**5) + self.random.choice([0.5, 0.25, 0.125])

    def double(self, *_):
        return self.random.choice([0.1, self.random.randint(-(10**9), 10**9) + 0.75, round(self.random.uniform(-1e6, 1e6), 7)])

    def boolean(self, *_):
        return self.random.random() < 0.5

    def blob(self, _, reference, __):
        # botocore gives a body that is a blob as a stream; here it reads it as text.
        if reference.get("whole"):
            return self.text(TEXT, 1, 12).encode()
        return self.random.randbytes(self.random.randint(1, 20))

    def timestamp(self, shape, reference, _):
        moment = datetime.datetime.fromtimestamp(self.random.randint(0, 2**32), datetime.timezone.utc)
        plain = "location" in reference or reference.get("timestampFormat") or shape.get("timestampFormat")
        if self.fractions and not plain and self.random.random() < 0.3:
            moment = moment.replace(microsecond=self.random.choice([250_000, 1_000, 999_000]))
        return moment

    def document(self, depth):
        leaf = [None, True, 7, 1.5, self.text(TEXT, 0, 8)]
        if depth >= DEEPEST:
            return self.random.choice(leaf[1:])
        return {"object": {self.text(TEXT, 1, 5): self.random.choice(leaf)}, "array": leaf[: self.random.randint(0, 5)]}

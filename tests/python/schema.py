"""Checks a report against its schema: the files of both are the arguments."""

import json
import sys

from jsonschema import Draft202012Validator

schema, report = (json.load(open(path, encoding="utf-8")) for path in sys.argv[1:])
Draft202012Validator.check_schema(schema)
errors = sorted(Draft202012Validator(schema).iter_errors(report), key=str)
for error in errors[:5]:
    print(error.json_path, error.message[:200], file=sys.stderr)
sys.exit(bool(errors))

"""The cases of Smithy's protocol tests that are left out, each with its reason. One that passes is a failure."""

DEFAULTS = (
    "a default is the service's to fill in: a member that the caller leaves out isn't sent, and one that the service leaves "
    "out is absent, so that a default that the model changes later needs no new client"
)
CORRECTION = (
    "a required member that the service leaves out is zero or empty, as error correction says for members without a default; "
    "defaults aren't filled in"
)
BUCKET = (
    "a bucket goes into the host's name by the rules for endpoints, which this model doesn't have; requests go to the path of "
    "the endpoint that is given"
)
TREE_HASH = "the tree hash of an archive is the caller's to give; it is a member of the input"

LEFT_OUT = {
    "AwsJson10ClientPopulatesDefaultValuesInInput": DEFAULTS,
    "AwsJson10ClientPopulatesNestedDefaultValuesWhenMissing": DEFAULTS,
    "AwsJson10ClientPopulatesDefaultsValuesWhenMissingInResponse": DEFAULTS,
    "AwsJson10ClientPopulatesNestedDefaultsWhenMissingInResponseBody": DEFAULTS,
    "AwsJson10ClientErrorCorrectsWithDefaultValuesWhenServerFailsToSerializeRequiredValues": CORRECTION,
    "RestJsonClientPopulatesDefaultValuesInInput": DEFAULTS,
    "RestJsonClientPopulatesNestedDefaultValuesWhenMissing": DEFAULTS,
    "RestJsonClientPopulatesDefaultsValuesWhenMissingInResponse": DEFAULTS,
    "RestJsonClientPopulatesNestedDefaultsWhenMissingInResponseBody": DEFAULTS,
    "RpcV2CborClientPopulatesDefaultValuesInInput": DEFAULTS,
    "RpcV2CborClientPopulatesDefaultsValuesWhenMissingInResponse": DEFAULTS,
    "GlacierAccountId": "the account is in the path, so that it has to be given; `-` is the caller's to say",
    "GlacierChecksums": TREE_HASH,
    "GlacierMultipartChecksums": TREE_HASH,
    "MachinelearningPredictEndpoint": "predictions are asked of an address that the caller knows, and gives as `endpoint_url`",
    "S3DefaultAddressing": BUCKET,
    "S3EscapeObjectKeyInUriLabel": BUCKET,
    "S3EscapePathObjectKeyInUriLabel": BUCKET,
    "S3OperationAddressingPreferred": BUCKET,
    "S3PreservesEmbeddedDotSegmentInUriLabel": BUCKET,
    "S3PreservesLeadingDotSegmentInUriLabel": BUCKET,
    "S3VirtualHostAccelerateAddressing": BUCKET,
    "S3VirtualHostAddressing": BUCKET,
    "S3VirtualHostDualstackAccelerateAddressing": BUCKET,
    "S3VirtualHostDualstackAddressing": BUCKET,
}

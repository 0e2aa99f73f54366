"""Bytes of awswrangler and of all it requires, without compiled copies and without what Lambda's own runtime brings."""
import re
from importlib.metadata import distribution

of_the_runtime = {"boto3", "botocore", "s3transfer", "jmespath", "urllib3", "python-dateutil", "six"}
seen = set()


def bytes_of(name):
    if name in seen or name in of_the_runtime:
        return 0
    seen.add(name)
    package = distribution(name)
    files = [file for file in package.files or [] if "__pycache__" not in str(file)]
    own = sum(file.locate().stat().st_size for file in files if file.locate().is_file())
    required = [each for each in package.requires or [] if ";" not in each]
    return own + sum(bytes_of(re.match(r"[A-Za-z0-9._-]+", each)[0].lower()) for each in required)


print(bytes_of("awswrangler"))

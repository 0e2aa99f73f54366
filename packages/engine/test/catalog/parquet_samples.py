"""Writes Parquet files of one column `c` each with pyarrow, and says what awswrangler makes of every file in a folder.

usage: parquet_samples.py write FOLDER    makes pyarrow-<name>.parquet
       parquet_samples.py types FOLDER    prints {file name: Athena type, or null where awswrangler refuses it}
"""

import datetime
import decimal
import json
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from awswrangler import _data_types, exceptions

day = datetime.date(2026, 1, 31)
now = datetime.datetime(2026, 1, 31, 12)
noon = datetime.time(12)
line = pa.struct([("Product", pa.string()), ("price", pa.decimal128(9, 2)), ("days", pa.list_(pa.date32()))])

SAMPLES = {
    "boolean": (pa.bool_(), True),
    **{f"int{bits}": (getattr(pa, f"int{bits}")(), 1) for bits in (8, 16, 32, 64)},
    **{f"uint{bits}": (getattr(pa, f"uint{bits}")(), 1) for bits in (8, 16, 32, 64)},
    "float16": (pa.float16(), 1.5),
    "float32": (pa.float32(), 1.5),
    "float64": (pa.float64(), 1.5),
    **{f"decimal-{p}-{s}": (pa.decimal128(p, s), decimal.Decimal(1)) for p, s in ((4, 1), (9, 2), (18, 2), (38, 10))},
    "decimal32": (pa.decimal32(9, 2), decimal.Decimal(1)),
    "decimal64": (pa.decimal64(18, 2), decimal.Decimal(1)),
    "decimal256-narrow": (pa.decimal256(38, 2), decimal.Decimal(1)),
    "decimal256-wide": (pa.decimal256(50, 2), decimal.Decimal(1)),
    "string": (pa.string(), "x"),
    "large-string": (pa.large_string(), "x"),
    "dictionary": (pa.dictionary(pa.int32(), pa.string()), "x"),
    "json": (pa.json_(), "{}"),
    "binary": (pa.binary(), b"x"),
    "large-binary": (pa.large_binary(), b"x"),
    "fixed-binary": (pa.binary(3), b"xyz"),
    "uuid": (pa.uuid(), b"0123456789abcdef"),
    "date32": (pa.date32(), day),
    "date64": (pa.date64(), day),
    "time32": (pa.time32("ms"), noon),
    "time64": (pa.time64("us"), noon),
    "time64-nanos": (pa.time64("ns"), noon),
    **{f"timestamp-{unit}": (pa.timestamp(unit), now) for unit in ("s", "ms", "us", "ns")},
    "timestamp-zone": (pa.timestamp("us", "UTC"), now),
    "duration": (pa.duration("us"), datetime.timedelta(1)),
    "null": (pa.null(), None),
    "list": (pa.list_(pa.int32()), [1]),
    "large-list": (pa.large_list(pa.string()), ["x"]),
    "fixed-list": (pa.list_(pa.float32(), 2), [1.0, 2.0]),
    "list-of-lists": (pa.list_(pa.list_(pa.int64())), [[1]]),
    "list-of-times": (pa.list_(pa.time64("us")), [noon]),
    "struct": (line, {"Product": "x", "price": decimal.Decimal(1), "days": [day]}),
    "list-of-structs": (pa.list_(line), [{"Product": "x", "price": decimal.Decimal(1), "days": [day]}]),
    "struct-of-one": (pa.list_(pa.struct([("only", pa.int32())])), [{"only": 1}]),
    "map": (pa.map_(pa.string(), pa.int32()), [("x", 1)]),
    "map-of-structs": (pa.map_(pa.int32(), pa.struct([("at", pa.timestamp("us"))])), [(1, {"at": now})]),
    "struct-of-map": (pa.struct([("tags", pa.map_(pa.string(), pa.list_(pa.string())))]), {"tags": [("x", ["y"])]}),
}

# Files as older writers make them.
OLDER = {
    "int96": (pa.timestamp("ns"), now, {"use_deprecated_int96_timestamps": True}),
    "version-1-uint32": (pa.uint32(), 1, {"version": "1.0"}),
    "version-1-nanos": (pa.timestamp("ns"), now, {"version": "1.0"}),
    "list-named-element": (pa.list_(pa.int32()), [1], {"use_compliant_nested_type": False}),
    "decimal-in-integer": (pa.decimal128(9, 2), decimal.Decimal(1), {"store_decimal_as_integer": True}),
    "decimal-in-long": (pa.decimal128(18, 2), decimal.Decimal(1), {"store_decimal_as_integer": True}),
    "without-arrow-schema": (pa.decimal128(38, 2), decimal.Decimal(1), {"store_schema": False}),
}


def write(folder: Path) -> None:
    samples = {name: (kind, value, {}) for name, (kind, value) in SAMPLES.items()} | OLDER
    for name, (kind, value, options) in samples.items():
        table = pa.table({"c": pa.array([value], kind)})
        pq.write_table(table, folder / f"pyarrow-{name}.parquet", **options)
    write_two_level_list(folder / "pyarrow-two-level-list.parquet")


def write_two_level_list(file: Path) -> None:
    """A list as parquet-avro writes it: its repeated level is called `array` and is the element."""
    element = pa.struct([("only", pa.int32())])
    pq.write_table(pa.table({"c": pa.array([[{"only": 1}]], pa.list_(element))}), file, store_schema=False)
    written = file.read_bytes()
    start = len(written) - 8 - int.from_bytes(written[-8:-4], "little")
    body, footer = written[:start], written[start:-8].replace(b"\x04list", b"\x05array")
    file.write_bytes(body + footer + len(footer).to_bytes(4, "little") + b"PAR1")


def athena_type(file: Path) -> str | None:
    try:
        return _data_types.pyarrow2athena(pq.read_schema(file).field("c").type)
    except (exceptions.UnsupportedType, exceptions.UndetectedType):
        return None


if __name__ == "__main__":
    command, folder = sys.argv[1], Path(sys.argv[2])
    if command == "write":
        write(folder)
    else:
        print(json.dumps({file.name: athena_type(file) for file in sorted(folder.glob("*.parquet"))}))

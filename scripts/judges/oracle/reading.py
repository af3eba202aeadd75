"""Raw records of a folder, told apart by their content."""

import gzip
import json
import os


def read_folder(folder):
    """Yields (kind, record, account of the envelope) with kind cloudtrail, native, azure or process."""
    for directory, _, names in os.walk(folder):
        for name in sorted(names):
            with open(os.path.join(directory, name), 'rb') as file:
                content = file.read()
            text = (gzip.decompress(content) if name.endswith('.gz') else content).decode('utf-8-sig')
            for value in parse(text):
                yield from unwrap(value)


def parse(text):
    try:
        return [json.loads(text)]
    except json.JSONDecodeError:
        return [json.loads(line) for line in text.splitlines() if line.strip()]


def unwrap(value):
    if isinstance(value, list):
        for element in value:
            yield from unwrap(element)
    elif 'Records' in value:
        yield from unwrap(value['Records'])
    elif 'records' in value:
        yield from unwrap(value['records'])
    elif 'value' in value:
        yield from unwrap(value['value'])
    elif value.get('detail-type') == 'AWS API Call via CloudTrail':
        yield 'cloudtrail', value['detail'], value['account']
    elif 'detail-type' in value:
        yield 'native', value, value['account']
    elif 'eventSource' in value:
        yield 'cloudtrail', value, None
    elif 'operationName' in value:
        yield 'azure', value, None
    elif '@timestamp' in value:
        yield 'process', value, None
    else:
        raise ValueError(f'a record of no known format: {json.dumps(value)[:200]}')

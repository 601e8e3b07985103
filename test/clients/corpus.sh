#!/bin/sh
# The promises, over the schemas and histories of test/corpus.
exec "${IDEM_PYTHON:-python3}" corpus.py "$@"

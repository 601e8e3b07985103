#!/bin/sh
# At the start of a container: psql, one transaction, then the service itself.
set -eu
cd "$(dirname "$0")"
psql -X -q -v ON_ERROR_STOP=1 -1 -f ../bootstrap.sql -f schema.sql >/dev/null
exec "$@"

#!/usr/bin/env bash
#
# Starts PgBouncer in transaction mode with four server connections, and
# pgbouncer.py behind it.
set -euo pipefail

PATH=$PATH:/usr/sbin
dir=$(mktemp -d "${IDEM_TMP:-/tmp}/pgbouncer.XXXXXX")
trap '[[ ! -f $dir/pid ]] || kill "$(cat "$dir/pid")" || true; rm -rf "$dir"' EXIT

cat >"$dir/pgbouncer.ini" <<EOF
[databases]
* = host=$PGHOST port=${PGPORT:-5432} user=$PGUSER
[pgbouncer]
listen_addr =
unix_socket_dir = $dir
listen_port = 6432
pool_mode = transaction
default_pool_size = 4
max_client_conn = 300
auth_type = any
ignore_startup_parameters = extra_float_digits
logfile = $dir/log
pidfile = $dir/pid
EOF
# The server and the pooler may run as other users than this script.
pgbouncer -q -d "$dir/pgbouncer.ini" || { cat "$dir/log"; exit 1; }

export SERVER_HOST=$PGHOST PGHOST=$dir PGPORT=6432
"${IDEM_PYTHON:-python3}" pgbouncer.py

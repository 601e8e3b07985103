# shellcheck shell=bash
# shellcheck disable=SC2119,SC2120  # functions with optional arguments
#
# lib.sh - what script/test, script/demo, script/bench and others share: run as
# an unprivileged user in a private copy of the checkout, build it, install it
# into a private place, and start a throw-away cluster that finds it there.
#
# A script that needs a server looks like this:
#
#   #!/usr/bin/env bash
#   set -euo pipefail
#   . "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
#   outside && "$root"/script/bootstrap   # may need root: before private
#   private "$@"                          # starts this script again, see below
#   build
#   cluster_start
#   psql -c 'CREATE EXTENSION idem_migrate'
#
# private ARGS     Copies the checkout into a new private folder, starts the
#                  same script from that copy (as user postgres or nobody when
#                  root), and leaves with its exit status.  Inside it does
#                  nothing.  Everything is removed in the end, also on a signal,
#                  and every cluster below the private folder is stopped.
# outside          True before private, false in the copy.
# build [ARG...]   make with these arguments, then installs into the private
#                  place.  Quiet unless it fails.
# cluster_start [LINE...]
#                  Starts the cluster; each LINE goes into postgresql.conf.
#                  Later calls start it again, with these lines instead.
# cluster_stop [MODE]
#                  Stops it (fast).  Not needed at the end.
# fresh_db NAME    Drops and creates a database.
# say, die         A headline; a message and exit 1.
#
# For the script inside these are set:
#   $root          the private copy, which is also the current folder
#   IDEM_TMP       a private folder for files of any kind, removed at the end
#   PG_CONFIG      of the server in use; its programs stand first in PATH
#   PGHOST PGPORT PGUSER PGDATABASE
#                  lead any libpq client, node-postgres, psycopg2 and asyncpg to
#                  the cluster as superuser.  PGHOST is a folder with a socket:
#                  nothing listens on TCP.
#   TEMP_CONFIG    makes clusters of PostgreSQL::Test::Cluster find the build
#   IDEM_PYTHON    a Python with psycopg2, SQLAlchemy, Alembic and asyncpg
#   NODE_PATH      leads node to pg
#
# The server is the one of PG_CONFIG, or /usr/lib/postgresql/$PGMAJOR, or the
# newest of /usr/lib/postgresql, or that of pg_config in PATH.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)

say() { printf '== %s\n' "$*"; }
die() { printf '%s: %s\n' "${0##*/}" "$*" >&2; exit 1; }

outside() { [[ -z ${IDEM_TMP:-} ]]; }

# Where things that are slow to get are kept between runs.
cache_dir() {
  if [[ -n ${XDG_CACHE_HOME:-} ]]; then echo "$XDG_CACHE_HOME/idem_migrate"
  elif ((EUID == 0)); then echo /var/cache/idem_migrate
  else echo "$HOME/.cache/idem_migrate"; fi
}

# Where node finds pg: what script/bootstrap got with npm, else Debian's.
node_modules() {
  local own
  own=${IDEM_CACHE:-$(cache_dir)}/node/node_modules
  if [[ -d $own ]]; then echo "$own"; else echo /usr/share/nodejs; fi
}

# A pg_config is of use only beside a server and PGXS; libpq-dev has one too.
usable_pg_config() {
  [[ -x $1 && -f $("$1" --pgxs) && -x $("$1" --bindir)/postgres ]]
} 2>/dev/null

find_pg_config() {
  local found
  if [[ -n ${PG_CONFIG:-} ]]; then
    found=$(command -v -- "$PG_CONFIG") && usable_pg_config "$found" && echo "$found"
    return
  fi
  while read -r found; do
    if usable_pg_config "$found"; then
      echo "$found"
      return
    fi
  done < <(printf '%s\n' "/usr/lib/postgresql/${PGMAJOR:-*}/bin/pg_config" |
    { read -r glob; compgen -G "$glob"; } | sort -rV
    [[ -n ${PGMAJOR:-} ]] || command -v pg_config)
  return 1
}

# What make, the tests and other tools leave in the checkout stays there.
copy_checkout() {
  tar -C "$root" -cf - --exclude=./.git --exclude='*.o' --exclude='*.so' --exclude='*.bc' \
    --exclude=node_modules --exclude=__pycache__ --exclude=tmp_check --exclude=output_iso . |
    tar -C "$1" -xf - --no-same-owner
}

private() {
  outside || { inside; return; }

  local tmp child rc as=()
  PG_CONFIG=$(find_pg_config) ||
    die "no PostgreSQL server with its development files found; try script/bootstrap"

  # Always below /tmp: the path of a socket is limited to 107 bytes, and the
  # unprivileged user must be able to reach it.
  tmp=$(mktemp -d /tmp/idem_migrate.XXXXXX)
  # shellcheck disable=SC2064
  trap "cleanup '$tmp'" EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM

  mkdir "$tmp/src" "$tmp/home"
  copy_checkout "$tmp/src"

  if ((EUID == 0)); then
    local user=nobody
    ! id -u postgres >/dev/null 2>&1 || user=postgres
    chown -R "$user:$(id -g "$user")" "$tmp"
    as=(setpriv --reuid="$user" --regid="$(id -g "$user")" --init-groups)
  fi

  # In the background, because a trap has to wait for a foreground process; in a
  # session of its own, so that a signal reaches all that it started; and from a
  # folder where the unprivileged user may stand.
  (cd "$tmp/src" && exec setsid env -u PGSERVICE -u PGPASSFILE -u PGOPTIONS -u PGHOSTADDR \
    HOME="$tmp/home" LC_ALL=C.UTF-8 USER="${user:-$(id -un)}" PG_CONFIG="$PG_CONFIG" \
    IDEM_TMP="$tmp" IDEM_CACHE="$(cache_dir)" \
    "${as[@]}" bash "script/${0##*/}" "$@") <&0 &
  child=$!
  trap 'kill -TERM -- "-$child"; wait "$child" || true; exit 130' INT
  trap 'kill -TERM -- "-$child"; wait "$child" || true; exit 143' TERM
  rc=0
  wait "$child" || rc=$?
  kill -TERM -- "-$child" 2>/dev/null || true
  exit "$rc"
}

# Ends every server whose data folder lies in the private folder, then removes it.
cleanup() {
  local tmp=$1 pidfile
  while read -r pidfile; do
    kill -QUIT "$(head -n 1 "$pidfile")" 2>/dev/null || true
  done < <(find "$tmp" -name postmaster.pid 2>/dev/null)
  rm -rf "$tmp" 2>/dev/null || { sleep 1; rm -rf "$tmp"; }
}

inside() {
  trap 'exit 130' INT
  trap 'exit 143' TERM
  cd "$root" || exit
  bindir=$("$PG_CONFIG" --bindir)
  export PATH="$bindir:$PATH" PGHOST="$IDEM_TMP/sock" PGPORT=5432 PGUSER=postgres PGDATABASE=postgres PAGER=cat TMPDIR="$IDEM_TMP"
  NODE_PATH=$(node_modules)
  export NODE_PATH IDEM_PYTHON=/usr/bin/python3
}

# Runs a command and shows what it printed only when it fails.
quiet() {
  local log rc=0
  log=$(mktemp "$IDEM_TMP/log.XXXXXX")
  "$@" >"$log" 2>&1 || rc=$?
  ((rc == 0)) || cat "$log"
  return "$rc"
}

# A server configured with LLVM makes bitcode with one certain clang.
make_options() {
  local makefile clang
  makefile=$(dirname "$(dirname "$("$PG_CONFIG" --pgxs)")")/Makefile.global
  clang=$(sed -n 's/^CLANG *= *//p' "$makefile")
  if [[ -z $clang ]] || ! command -v "$clang" >/dev/null; then echo with_llvm=no; fi
  # Not every machine has the compiler the server was made with.
  command -v "$(sed -n 's/^CC *= *\([^ ]*\).*/\1/p' "$makefile")" >/dev/null || echo CC=cc
}

# Where the server finds an extension that is not installed in it: Debian's has
# extension_destdir, from 18 on there is extension_control_path.  A server with
# neither is copied as a whole (it finds its files relative to its programs), so
# that even then nothing is written where it lives.
build() {
  local options settings prefix inst=$IDEM_TMP/inst
  mapfile -t options < <(make_options)
  settings=$("$bindir/postgres" --describe-config)
  export TEMP_CONFIG="$IDEM_TMP/extra.conf"
  : >"$TEMP_CONFIG"

  if [[ $settings == *extension_destdir* ]]; then
    echo "extension_destdir = '$inst'" >>"$TEMP_CONFIG"
  elif [[ $settings == *extension_control_path* ]]; then
    {
      echo "extension_control_path = '$inst$("$PG_CONFIG" --sharedir):\$system'"
      echo "dynamic_library_path = '$inst$("$PG_CONFIG" --pkglibdir):\$libdir'"
    } >>"$TEMP_CONFIG"
  else
    prefix=${bindir%/bin} inst=
    [[ $prefix != "$bindir" && $prefix != /usr && $("$PG_CONFIG" --sharedir) == "$prefix"/* ]] ||
      die "the server of $PG_CONFIG takes only what is installed in it: make install, then make installcheck"
    cp -a "$prefix" "$IDEM_TMP/server"
    bindir=$IDEM_TMP/server/bin PG_CONFIG=$IDEM_TMP/server/bin/pg_config
    export PG_CONFIG PATH="$bindir:$PATH"
  fi
  quiet make -s -j"$(nproc)" PG_CONFIG="$PG_CONFIG" "${options[@]}" "$@"
  quiet make -s install DESTDIR="$inst" PG_CONFIG="$PG_CONFIG" "${options[@]}" "$@"
}

cluster_start() {
  cluster_stop
  if [[ ! -d $IDEM_TMP/data ]]; then
    quiet initdb -D "$IDEM_TMP/data" -U "$PGUSER" -A trust -N -E UTF8 --no-locale
    mkdir -m 700 "$PGHOST"
    echo "include 'idem.conf'" >>"$IDEM_TMP/data/postgresql.conf"
  fi
  {
    cat <<EOF
listen_addresses = ''
unix_socket_directories = '$PGHOST'
port = $PGPORT
fsync = off
max_connections = 200
log_line_prefix = '%m [%p] %q%a %d '
EOF
    cat "$TEMP_CONFIG"
    if (($#)); then printf '%s\n' "$@"; fi
  } >"$IDEM_TMP/data/idem.conf"
  pg_ctl -s -w -D "$IDEM_TMP/data" -l "$IDEM_TMP/server.log" start || {
    cat "$IDEM_TMP/server.log"
    die "the cluster did not start"
  }
}

cluster_stop() {
  [[ ! -f $IDEM_TMP/data/postmaster.pid ]] ||
    pg_ctl -s -w -D "$IDEM_TMP/data" -m "${1:-fast}" stop
}

fresh_db() {
  psql -Xq -d postgres -c "DROP DATABASE IF EXISTS \"$1\"" -c "CREATE DATABASE \"$1\"" \
    2> >(grep -v 'does not exist, skipping' >&2)
}

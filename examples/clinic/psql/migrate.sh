#!/bin/sh
# migrate.sh SERVICE [PSQL-OPTION...]
#
# Brings the database (PGHOST, PGDATABASE ...) to all revisions that the service
# needs, in one psql session and one transaction.  Run it as often and from as
# many places as you like.
set -eu
cd "$(dirname "$0")/.."
service=$1
shift

{
  cat ../bootstrap.sql
  echo 'BEGIN;'
  previous=
  while read -r revision; do
    cat <<EOF
\\set up \`cat revisions/$revision.up.sql\`
\\set down \`cat revisions/$revision.down.sql\`
SELECT idem.apply_revision('${revision%/*}', '${revision#*/}', :'up', :'down', requires => '{$previous}');
EOF
    previous=$revision
  done <"services/$service"
  echo 'COMMIT;'
} | psql -X -q -v ON_ERROR_STOP=1 "$@" -f -

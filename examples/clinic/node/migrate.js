// node migrate.js SERVICE
//
// Brings the database (PGHOST, PGDATABASE ...) to all revisions that the service
// needs, in one transaction.  Run it as often and from as many places as you like.
'use strict'
const fs = require('fs')
const path = require('path')
const { Client } = require('pg')

const home = path.join(__dirname, '..')
const read = (...parts) => fs.readFileSync(path.join(home, ...parts), 'utf8')

// What the service needs, in order; each revision requires the one before it.
function revisionsOf(service) {
  const names = read('services', service).trim().split('\n')
  return names.map((name, i) => ({
    stream: path.dirname(name),
    revision: path.basename(name),
    up: read('revisions', name + '.up.sql'),
    down: read('revisions', name + '.down.sql'),
    requires: names.slice(Math.max(i - 1, 0), i)
  }))
}

// Returns what became of each revision: applied, unchanged or healed.
async function migrate(client, service) {
  const outcomes = {}
  await client.query(read('..', 'bootstrap.sql'))
  await client.query('BEGIN')
  try {
    for (const r of revisionsOf(service)) {
      const { rows } = await client.query(
        'SELECT idem.apply_revision($1, $2, $3, $4, $5) AS outcome',
        [r.stream, r.revision, r.up, r.down, r.requires])
      outcomes[r.stream + '/' + r.revision] = rows[0].outcome
    }
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK')
    throw error
  }
  return outcomes
}

module.exports = { migrate }

if (require.main === module) {
  const client = new Client({ application_name: process.argv[2] })
  client.connect()
    .then(() => migrate(client, process.argv[2]))
    .then((outcomes) => console.log(outcomes))
    .catch((error) => {
      console.error(error.message)
      process.exitCode = 1
    })
    .finally(() => client.end())
}

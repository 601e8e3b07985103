// At the start of a service: node-postgres.  PG* variables lead to the database.
'use strict'
const fs = require('fs')
const path = require('path')
const { Client } = require('pg')

const read = (...parts) => fs.readFileSync(path.join(__dirname, ...parts), 'utf8')

async function migrate() {
  const client = new Client()
  await client.connect()
  try {
    await client.query(read('..', 'bootstrap.sql'))
    await client.query(read('schema.sql')) // several statements, one transaction
  } finally {
    await client.end()
  }
}

module.exports = { migrate }

if (require.main === module) {
  migrate().catch((error) => {
    console.error(error.message)
    process.exitCode = 1
  })
}

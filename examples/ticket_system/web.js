// The start of a service that needs the schema but does not own it (node-postgres).
'use strict'
const { Client } = require('pg')

async function start() {
  const client = new Client({ application_name: 'web' })
  await client.connect()
  try {
    await client.query("SELECT idem.require_revision('tickets', '0003_integrations')")
    const { rows } = await client.query('SELECT count(*) FROM tickets')
    console.log(`web: ready, ${rows[0].count} tickets`)
  } catch (error) {
    if (error.code !== 'IM003') throw error
    console.error(`web: the database is not ready: ${error.message}`)
    process.exitCode = 1
  } finally {
    await client.end()
  }
}

start()

// node race.js MODULE FUNCTION < calls
//
// calls: a JSON list; each element is the list of the arguments of one call of
// the module's function after a client of its own.  All clients connect, then
// all calls start at once.  Prints JSON: { errors, outcomes, slowest }.
'use strict'
const path = require('path')
const { Client } = require('pg')

async function main() {
  const run = require(path.resolve(process.argv[2]))[process.argv[3]]
  const calls = JSON.parse(require('fs').readFileSync(0, 'utf8'))
  const clients = calls.map(() => new Client())
  await Promise.all(clients.map((client) => client.connect()))

  const begin = process.hrtime.bigint()
  const settled = await Promise.allSettled(calls.map((args, i) => run(clients[i], ...args)))
  const slowest = Number(process.hrtime.bigint() - begin) / 1e9

  await Promise.all(clients.map((client) => client.end()))
  console.log(JSON.stringify({
    errors: settled.filter((s) => s.status === 'rejected').map((s) => s.reason.message),
    outcomes: settled.filter((s) => s.status === 'fulfilled').map((s) => s.value),
    slowest
  }))
}

main().catch((error) => {
  console.error(error)
  process.exitCode = 1
})

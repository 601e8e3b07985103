// Runs SQL text as it is, in a module for race.js.
'use strict'
exports.query = async (client, text) => { await client.query(text) }

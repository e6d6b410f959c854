/** Answers every request at once with the few bytes that messages.send brings. */
import { once } from 'node:events'
import { createServer } from 'node:http'

const answer = JSON.stringify({ response: [{ peer_id: 7001, message_id: 0, conversation_message_id: 17 }] })
const keepAliveMs = 75_000

const server = createServer((request, response) => {
  request.resume().on('end', () => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(answer)
  })
})
server.keepAliveTimeout = keepAliveMs
server.listen(0, '127.0.0.1')
await once(server, 'listening')
process.on('disconnect', () => process.exit(0))
process.send?.(server.address())

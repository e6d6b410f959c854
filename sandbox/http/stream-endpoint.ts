import type { DialogChange, World } from '../world/world.ts'
import type { Exchange } from './exchange.ts'

const heartbeatMs = 15_000

/** Server-Sent Events: one `data:` line for each change of a dialog. */
export function serveStream(world: World, exchange: Exchange): void {
  const { response } = exchange
  response.writeHead(200, { 'Content-Type': 'text/event-stream; charset=utf-8', 'Cache-Control': 'no-store' })
  response.write(': open\n\n')
  const tell = (change: DialogChange): void => {
    response.write(`data: ${JSON.stringify(change)}\n\n`)
  }
  world.changeListeners.add(tell)
  const heartbeat = setInterval(() => response.write(': still here\n\n'), heartbeatMs)
  response.on('close', () => {
    clearInterval(heartbeat)
    world.changeListeners.delete(tell)
  })
}

import { bootstrapOrExit, productSteps } from './bootstrap.mjs'

/** `npm start`: prepares what is missing, then becomes the product's process, so that signals need no forwarding. */
await bootstrapOrExit({ steps: productSteps, stream: process.stdout })
stopWithParent()
await import('../dist/src/main.js')

/**
 * npm hands signals on to a shell, and some shells die of them without handing them on to us; a closed terminal may do the
 * same. Started by npm, the product therefore stops in good order when its parent is gone.
 */
function stopWithParent() {
  if (process.env.npm_lifecycle_event === undefined || process.platform === 'win32') return
  const parent = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(watch)
    process.kill(process.pid, 'SIGTERM')
  }, 500)
  watch.unref()
}

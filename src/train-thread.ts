/** The thread of a training, which takes only what processor messages leave. Started by start/training-thread.ts. */
import os from 'node:os'

// Linux counts priorities by thread; elsewhere this would slow the answers to people down as well.
if (process.platform === 'linux') os.setPriority(os.constants.priority.PRIORITY_LOW)

// Only now: reading the program takes a while, too.
await import('./train-in-thread.ts')

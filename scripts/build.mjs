import { bootstrapOrExit, productSteps } from './bootstrap.mjs'

/** `npm run build`: everything that `npm start` prepares, without the start. */
await bootstrapOrExit({ steps: productSteps, stream: process.stdout })

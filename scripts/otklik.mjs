#!/usr/bin/env node
import { bootstrapOrExit, productSteps } from './bootstrap.mjs'

/** `npx otklik …`: stdout belongs to the command's result, so the preparation speaks on stderr. */
await bootstrapOrExit({ steps: productSteps, stream: process.stderr })
await import('../dist/src/otklik.js')

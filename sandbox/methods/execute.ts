import type { Call } from './call.ts'
import { requiredText, type Params } from './params.ts'
import { VkError } from './vk-error.ts'
import { parseScript, type ScriptNode } from './vk-script.ts'

export type ExecuteError = {
  readonly method: string
  readonly error_code: number
  readonly error_msg: string
}

const callsMax = 25

/** Runs a script; a call that fails is `false` in its place and a line in `execute_errors`. */
export function execute(
  call: Call,
  invoke: (call: Call) => unknown,
): { readonly response: unknown; readonly execute_errors?: readonly ExecuteError[] } {
  const script = parse(requiredText(call.params, 'code'))
  if (countCalls(script) > callsMax) throw new VkError(13, 'Too many api calls')
  const errors: ExecuteError[] = []
  const run = (node: ScriptNode): unknown => {
    if (node.kind === 'value') return node.value
    if (node.kind === 'array') return node.items.map(run)
    if (node.kind === 'call') return runCall(node.method, paramsOf(run(node.params)))
    return Object.fromEntries(node.fields.map(([name, field]) => [name, run(field)]))
  }
  const runCall = (method: string, params: Params): unknown => {
    try {
      return invoke({ ...call, method, params })
    } catch (error) {
      if (!(error instanceof VkError)) throw error
      errors.push({ method, error_code: error.code, error_msg: error.message })
      return false
    }
  }
  const response = run(script)
  return errors.length === 0 ? { response } : { response, execute_errors: errors }
}

function parse(code: string): ScriptNode {
  try {
    return parseScript(code)
  } catch (error) {
    if (error instanceof SyntaxError) throw new VkError(12, error.message)
    throw error
  }
}

function countCalls(node: ScriptNode): number {
  if (node.kind === 'value') return 0
  if (node.kind === 'call') return 1 + countCalls(node.params)
  const parts = node.kind === 'array' ? node.items : node.fields.map(([, field]) => field)
  return parts.reduce((count, part) => count + countCalls(part), 0)
}

/** Inside a script parameters are values; methods read texts. */
function paramsOf(value: unknown): Params {
  if (typeof value !== 'object' || value === null) return {}
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, paramText(field)]))
}

function paramText(value: unknown): string {
  if (typeof value === 'string') return value
  if (Array.isArray(value) && value.every((item) => typeof item !== 'object')) return value.join(',')
  return JSON.stringify(value)
}

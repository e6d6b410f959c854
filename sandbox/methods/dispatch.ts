import type { Community } from '../world/community.ts'
import type { World } from '../world/world.ts'
import type { Call, Method } from './call.ts'
import { execute, type ExecuteError } from './execute.ts'
import { text, type Params } from './params.ts'
import { methodTable } from './table.ts'
import { userOnlyMethods } from './user-only-methods.ts'
import { VkError } from './vk-error.ts'

export type ApiRequest = {
  readonly method: string
  readonly params: Params
  /** From `Authorization: Bearer`, which goes before the parameter. */
  readonly bearer: string | null
}

export type ApiAnswer = {
  readonly groupId: number | null
  readonly body: {
    readonly response?: unknown
    readonly error?: Readonly<Record<string, unknown>>
    readonly execute_errors?: readonly ExecuteError[]
  }
}

/** One request of the API from name to body. VK checks in this order: method, version, token, rate, rights, parameters. */
export function answerCall(world: World, request: ApiRequest): ApiAnswer {
  const community = world.communityByToken.get(request.bearer ?? text(request.params, 'access_token')) ?? null
  const groupId = community?.groupId ?? null
  try {
    const call = authorize(world, request, community)
    if (request.method === 'execute') return { groupId, body: execute(call, invoke) }
    return { groupId, body: { response: invoke(call) } }
  } catch (error) {
    if (error instanceof VkError) return { groupId, body: { error: errorBody(error, request) } }
    throw error
  }
}

function authorize(world: World, request: ApiRequest, community: Community | null): Call {
  const { method, params } = request
  const isKnown = method === 'execute' || Object.hasOwn(methodTable, method) || userOnlyMethods.has(method)
  if (!isKnown) throw new VkError(3)
  const version = readVersion(params)
  if (community === null) {
    const hasToken = request.bearer !== null || text(params, 'access_token') !== ''
    throw new VkError(5, hasToken ? 'invalid access_token (4).' : 'no access_token passed.')
  }
  if (!community.rate.admit(performance.now())) throw new VkError(6)
  return { world, community, method, params, version }
}

/** A method with its rights and scripted faults; `execute` comes here once for each of its calls. */
function invoke(call: Call): unknown {
  const method = findMethod(call.method)
  const fault = call.world.faults.take('method', { groupId: call.community.groupId, method: call.method })
  if (fault?.kind === 'quota') throw new VkError(quotaCode)
  if (fault?.kind === 'api_error') throw VkError.verbatim(fault.code, fault.message, fault.subcode)
  if (method.scope !== null && !call.community.scopes.has(method.scope)) {
    throw new VkError(15, 'no access to call this method. It cannot be called with current scopes.', 1133)
  }
  return method.handler(call)
}

function findMethod(name: string): Method {
  const method = Object.hasOwn(methodTable, name) ? methodTable[name] : undefined
  if (method !== undefined) return method
  if (userOnlyMethods.has(name)) throw new VkError(27, 'method is unavailable with group auth')
  throw new VkError(3)
}

const oldestVersion = 81

function readVersion(params: Params): number {
  const source = text(params, 'v')
  const minor = /^5\.(\d{1,3})$/.exec(source)?.[1]
  if (source !== '' && minor === undefined) throw new VkError(100, 'v is incorrect')
  if (minor !== undefined && Number(minor) >= oldestVersion) return Number(minor)
  throw new VkError(8, 'versions below 5.81 are deprecated. Version param should be passed as "v"')
}

const quotaCode = 29
const captchaCode = 14
const validationCode = 17

function errorBody(error: VkError, request: ApiRequest): Record<string, unknown> {
  const shown = Object.entries(request.params).filter(([key]) => key !== 'access_token')
  return {
    error_code: error.code,
    ...(error.subcode === null ? {} : { error_subcode: error.subcode }),
    error_msg: error.message,
    ...(error.code === captchaCode
      ? { captcha_sid: '123456789012', captcha_img: 'https://api.vk.com/captcha.php?sid=123456789012' }
      : {}),
    ...(error.code === validationCode ? { redirect_uri: 'https://oauth.vk.com/security_check' } : {}),
    request_params: [['method', request.method], ['oauth', '1'], ...shown].map(([key, value]) => ({
      key,
      value,
    })),
  }
}

/**
 * Communities named by their tokens in the settings: who they are is asked of VK, and what a token lacks is said in
 * one sentence. One bad token of many is a warning; when none works there is nothing to run.
 */
import { z } from 'zod'
import type { PrismaClient } from '../db/generated/client.ts'
import type { TokenVault } from '../app/token-vault.ts'
import type { VkApi } from '../vk/api.ts'
import { troubleOf } from '../vk/community-check.ts'
import { VkApiError, VkUnreachable } from '../vk/errors.ts'
import { StartProblem } from './problem.ts'

export interface ConnectOptions {
  readonly api: VkApi
  readonly prisma: PrismaClient
  readonly tokens: readonly string[]
  readonly vault: TokenVault
  /** The community where staff work; null: every page serves both. */
  readonly serviceGroupId: number | null
  readonly say: (text: string) => void
}

const groups = z.object({ groups: z.array(z.object({ id: z.number(), name: z.string() })).min(1) })
const permissions = z.object({ permissions: z.array(z.object({ name: z.string() })) })
/** Without these nothing can be received or sent. */
const neededRights = [
  ['messages', 'сообщения'],
  ['manage', 'управление сообществом'],
] as const

export async function connectCommunities(options: ConnectOptions): Promise<number> {
  const failures: string[] = []
  let connected = 0
  for await (const { index, token, found } of lookUpAll(options)) {
    if (!('sentence' in found)) {
      await remember(options, { ...found, token })
      options.say(`Сообщество «${found.name}» (vk.com/club${found.id}) подключено.`)
      connected += 1
    } else if (found.isTemporary && (await isServed(options, token))) {
      options.say(
        `Внимание. Ключ № ${index + 1} из VK_TOKENS: ВКонтакте сейчас не отвечает. Сообщество подключится само, когда ответит.`,
      )
      connected += 1
    } else failures.push(`Ключ № ${index + 1} из VK_TOKENS: ${found.sentence}`)
  }
  if (connected === 0 && failures.length > 0) throw new StartProblem(failures.join('\n'))
  for (const failure of failures) options.say(`Внимание. ${failure} Остальные сообщества работают.`)
  return connected
}

/** Hundreds of tokens must not be asked about one after another, nor all at once. */
const lookUpsAtOnce = 16

async function* lookUpAll({ api, tokens }: ConnectOptions) {
  for (let first = 0; first < tokens.length; first += lookUpsAtOnce) {
    const some = tokens.slice(first, first + lookUpsAtOnce)
    const looks = some.map(async (token, place) => {
      return { index: first + place, token, found: await lookUpToken(api, token) }
    })
    yield* await Promise.all(looks)
  }
}

/** Whose token it is, or one sentence about why it cannot be used. */
export const lookUpToken = (api: VkApi, token: string): Promise<CommunityName | Refusal> =>
  identify(api, token).catch((error: unknown) => refusalOf(error))

export interface CommunityName {
  readonly id: number
  readonly name: string
}

/** A community of an earlier start needs no look at its token: its long poll goes on when VK is back. */
async function isServed({ prisma, vault }: ConnectOptions, token: string): Promise<boolean> {
  const served = await prisma.community.findMany({ where: { isActive: true }, select: { token: true } })
  return served.some((community) => vault.open(community.token) === token)
}

async function identify(api: VkApi, token: string): Promise<CommunityName> {
  const answer = groups.parse(await api.call(token, 'groups.getById', {}))
  const [group] = answer.groups
  if (group === undefined)
    throw new StartProblem('ВКонтакте не назвал сообщество этого ключа. Создайте ключ заново.')
  const rights = permissions.parse(await api.call(token, 'groups.getTokenPermissions', {}))
  const names = new Set(rights.permissions.map((right) => right.name))
  const missing = neededRights.filter(([name]) => !names.has(name)).map(([, title]) => title)
  if (missing.length > 0) {
    throw new StartProblem(
      `у ключа сообщества «${group.name}» нет прав: ${missing.join(', ')}. Создайте в сообществе («Работа с API») ключ с этими правами.`,
    )
  }
  return { id: group.id, name: group.name }
}

async function remember(
  { prisma, tokens, serviceGroupId, vault }: ConnectOptions,
  community: { readonly id: number; readonly name: string; readonly token: string },
): Promise<void> {
  const isStaffOnly = serviceGroupId === community.id && tokens.length > 1
  const purpose = isStaffOnly
    ? 'staff'
    : serviceGroupId === null || serviceGroupId === community.id
      ? 'both'
      : 'public'
  const { id, name: title } = community
  const known = await prisma.community.findUnique({ where: { groupId: id } })
  const isSame = known !== null && known.isActive && vault.open(known.token) === community.token
  if (isSame && known.title === title) return
  const token = vault.seal(community.token)
  await prisma.$transaction([
    prisma.community.upsert({
      where: { groupId: id },
      create: { groupId: id, title, token, purpose },
      // What staff do where is the directory's word once the community is known.
      update: { title, token, isActive: true },
    }),
    prisma.$executeRaw`update settings set value = to_jsonb((value #>> '{}')::int + 1) where key = 'directoryVersion'`,
  ])
}

export interface Refusal {
  readonly sentence: string
  /** Waiting may help. */
  readonly isTemporary: boolean
}

function refusalOf(error: unknown): Refusal {
  if (error instanceof StartProblem) return { sentence: error.message, isTemporary: false }
  if (error instanceof VkApiError) {
    const trouble = troubleOf(error)
    const sentence = trouble ?? `ВКонтакте отказал (ошибка ${error.code}). Проверьте ключ.`
    return { sentence, isTemporary: trouble === null }
  }
  if (error instanceof VkUnreachable) {
    const sentence = 'ВКонтакте не отвечает. Проверьте сеть и адрес VK_API_URL и запустите ещё раз.'
    return { sentence, isTemporary: true }
  }
  if (error instanceof z.ZodError) {
    return {
      sentence: 'По адресу VK_API_URL отвечает не ВКонтакте. Проверьте этот адрес.',
      isTemporary: false,
    }
  }
  throw error
}

/**
 * Identifiers. Each is a branded number or string, so that a peer cannot be passed where a group is meant.
 * They are made only by the functions here, which check the form.
 */
import { invariant } from './invariant.ts'

type Brand<Value, Name extends string> = Value & { readonly __brand: Name }

/** VK community, positive. */
export type GroupId = Brand<number, 'GroupId'>
/** VK conversation as a community sees it; for a private dialogue it equals the person's id. */
export type PeerId = Brand<number, 'PeerId'>
/** VK person, positive. */
export type VkUserId = Brand<number, 'VkUserId'>
/** Number of a ticket as people see it: «№ 4821». */
export type TicketId = Brand<number, 'TicketId'>
export type InstitutionId = Brand<number, 'InstitutionId'>
export type MunicipalityId = Brand<number, 'MunicipalityId'>
export type StaffId = Brand<number, 'StaffId'>
/** Stable code of a topic, e.g. `DOR-01`. */
export type TopicId = Brand<string, 'TopicId'>

/** VK numbers conversations of several people from here on; such peers are never a person. */
export const chatPeerMin = 2_000_000_000

/**
 * People who were forgotten keep a number of their own from here on, so that their tickets still belong to somebody. No
 * number of VK is as large.
 */
const anonymousMin = 9_000_000_000_000_000

export const isAnonymous = (person: PeerId | VkUserId): boolean => person >= anonymousMin

export const groupId = (value: number): GroupId => positive<'GroupId'>(value, 'group id')
export const vkUserId = (value: number): VkUserId => positive<'VkUserId'>(value, 'VK user id')
export const ticketId = (value: number): TicketId => positive<'TicketId'>(value, 'ticket id')
export const institutionId = (value: number): InstitutionId =>
  positive<'InstitutionId'>(value, 'institution id')
export const municipalityId = (value: number): MunicipalityId =>
  positive<'MunicipalityId'>(value, 'municipality id')
export const staffId = (value: number): StaffId => positive<'StaffId'>(value, 'staff id')

export function peerId(value: number): PeerId {
  invariant(isInteger<'PeerId'>(value), `peer id is not an integer: ${value}`)
  return value
}

export function topicId(value: string): TopicId {
  invariant(isTopicId(value), `topic id has another form: ${value}`)
  return value
}

function positive<Name extends string>(value: number, what: string): Brand<number, Name> {
  invariant(isInteger<Name>(value) && value > 0, `${what} is not a positive integer: ${value}`)
  return value
}

function isInteger<Name extends string>(value: number): value is Brand<number, Name> {
  return Number.isSafeInteger(value)
}

function isTopicId(value: string): value is TopicId {
  return /^[A-ZА-Я0-9_-]{1,40}$/u.test(value)
}

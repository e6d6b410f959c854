/**
 * Who answers: topic × municipality × community → institution, or null for the coordinators. Total: every question
 * gets an owner. Explained: the reason says which rule or which step of the fallback chain decided.
 */
import type { Directory, Institution, RoutingRule, Topic } from './directory.ts'
import type { GroupId, InstitutionId, MunicipalityId, TopicId } from './ids.ts'

export interface RouteQuestion {
  readonly topicId: TopicId | null
  readonly municipalityId: MunicipalityId | null
  readonly communityId: GroupId
  /** Institutions that the person named: of several that serve alike, the named one answers. */
  readonly namedIds?: readonly InstitutionId[]
}

export type RouteReason =
  /** A rule of the coordinators, by its number. */
  | { readonly kind: 'rule'; readonly number: number }
  /** The topic's own kind of body, found near or far. */
  | { readonly kind: 'responsible'; readonly body: string; readonly scope: RouteScope }
  /** The topic's second kind of body. */
  | { readonly kind: 'fallback'; readonly body: string; readonly scope: RouteScope }
  /** The institution whose page it is. */
  | { readonly kind: 'community' }
  /** The administration of the municipality. */
  | { readonly kind: 'administration' }
  /** Nobody else: the coordinators decide. */
  | { readonly kind: 'coordinators' }
  /** A person sent it here. */
  | { readonly kind: 'forwarded' }
  /** The citizen was not content with the answer. */
  | { readonly kind: 'reopened' }

export type RouteScope = 'community' | 'municipality' | 'region' | 'named'

export interface Route {
  readonly institutionId: InstitutionId | null
  readonly reason: RouteReason
}

/** Kinds of body with a meaning of their own in the taxonomy. */
const bodySelf = 'SELF'
const bodyCoordinators = 'CUR'
const bodyAdministration = 'ADM'

/** The owner of a question and why. Cost: linear in rules and institutions. */
export function route(question: RouteQuestion, directory: Directory): Route {
  const topic = question.topicId === null ? null : (directory.topics.get(question.topicId) ?? null)
  const rule = bestRule(question, topic, directory.rules)
  if (rule !== null)
    return { institutionId: rule.institutionId, reason: { kind: 'rule', number: rule.number } }
  return (
    (topic === null ? null : byBody('responsible', topic.responsibleKind, question, directory)) ??
    (topic === null || topic.fallbackKind === null
      ? null
      : byBody('fallback', topic.fallbackKind, question, directory)) ??
    byCommunity(question, directory) ??
    byAdministration(question, directory) ?? { institutionId: null, reason: { kind: 'coordinators' } }
  )
}

/** Likely owners for a ticket that came to the wrong place: the router's next choices, most likely first. */
export function likelyOwners(
  question: RouteQuestion,
  directory: Directory,
  exceptId: InstitutionId | null,
  limit: number,
): readonly Institution[] {
  const topic = question.topicId === null ? null : (directory.topics.get(question.topicId) ?? null)
  const bodies = [topic?.responsibleKind, topic?.fallbackKind, bodyAdministration].filter(
    (body) => body !== undefined,
  )
  const routes = [
    route(question, directory),
    ...bodies.map((body) => (body === null ? null : byBody('fallback', body, question, directory))),
    byCommunity(question, directory),
    byAdministration(question, directory),
  ]
  const ids = routes.map((found) => found?.institutionId ?? null)
  return [...new Set(ids)]
    .filter((id) => id !== null)
    .filter((id) => id !== exceptId)
    .map((id) => directory.institutions.get(id))
    .filter((institution) => institution !== undefined)
    .slice(0, limit)
}

function bestRule(
  question: RouteQuestion,
  topic: Topic | null,
  rules: readonly RoutingRule[],
): RoutingRule | null {
  let best: RoutingRule | null = null
  for (const rule of rules) {
    if (!matches(rule, question, topic)) continue
    if (best === null || exactness(rule) > exactness(best)) best = rule
    else if (exactness(rule) === exactness(best) && rule.number < best.number) best = rule
  }
  return best
}

function matches(rule: RoutingRule, question: RouteQuestion, topic: Topic | null): boolean {
  return (
    (rule.topicId === null || rule.topicId === question.topicId) &&
    (rule.topicGroupId === null || rule.topicGroupId === topic?.groupId) &&
    (rule.municipalityId === null || rule.municipalityId === question.municipalityId) &&
    (rule.communityId === null || rule.communityId === question.communityId)
  )
}

/** The topic says most about the owner, then the place, then the page that was written to. */
const exactness = (rule: RoutingRule): number =>
  (rule.topicId === null ? 0 : 8) +
  (rule.topicGroupId === null ? 0 : 4) +
  (rule.municipalityId === null ? 0 : 2) +
  (rule.communityId === null ? 0 : 1)

function byBody(
  kind: 'responsible' | 'fallback',
  body: string,
  question: RouteQuestion,
  directory: Directory,
): Route | null {
  if (body === bodyCoordinators) return { institutionId: null, reason: { kind: 'coordinators' } }
  if (body === bodySelf) return byCommunity(question, directory)
  const serves = [...directory.institutions.values()].filter((institution) =>
    institution.answersFor.includes(body),
  )
  const own = directory.communities.get(question.communityId)?.institutionId ?? null
  const scopes: readonly (readonly [RouteScope, (institution: Institution) => boolean])[] = [
    ['community', (institution) => institution.id === own && isNear(institution, question)],
    ['municipality', (i) => question.municipalityId !== null && i.municipalityId === question.municipalityId],
    ['region', (institution) => institution.municipalityId === null],
  ]
  for (const [scope, isInScope] of scopes) {
    const found = serves.filter(isInScope)
    const [only, another] = found
    if (only !== undefined && another === undefined)
      return { institutionId: only.id, reason: { kind, body, scope } }
    // Several like it (three schools of one town) are told apart when one is named; else the next in the chain decides.
    const [named, alsoNamed] = found.filter(({ id }) => question.namedIds?.includes(id) === true)
    if (named !== undefined && alsoNamed === undefined)
      return { institutionId: named.id, reason: { kind, body, scope: 'named' } }
  }
  return null
}

/** The page's own institution answers unless the question is about another municipality. */
const isNear = (institution: Institution, question: RouteQuestion): boolean =>
  institution.municipalityId === null ||
  question.municipalityId === null ||
  institution.municipalityId === question.municipalityId

function byCommunity(question: RouteQuestion, directory: Directory): Route | null {
  const own = directory.communities.get(question.communityId)?.institutionId ?? null
  return own === null ? null : { institutionId: own, reason: { kind: 'community' } }
}

function byAdministration(question: RouteQuestion, directory: Directory): Route | null {
  if (question.municipalityId === null) return null
  const administration = [...directory.institutions.values()].find(
    (i) => i.municipalityId === question.municipalityId && i.answersFor.includes(bodyAdministration),
  )
  return administration === undefined
    ? null
    : { institutionId: administration.id, reason: { kind: 'administration' } }
}

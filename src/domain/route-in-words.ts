/** Why a question went to its owner, for those who may ask: staff under «Подробнее», and the event log. */
import type { RouteReason, RouteScope } from './routing.ts'

export interface ExplainedRoute {
  readonly topicTitle: string | null
  /** 0…1; null when nobody guessed. */
  readonly confidence: number | null
  readonly municipalityTitle: string | null
  /** Null: the coordinators. */
  readonly ownerTitle: string | null
  readonly reason: RouteReason
}

/** «тема: Ямы на дороге (уверенность 93 %); место: Город Льгов; по правилу № 12 отвечает Администрация города Льгова». */
export function routeInWords(route: ExplainedRoute): string {
  const { topicTitle, confidence, municipalityTitle, ownerTitle, reason } = route
  const sure = confidence === null ? '' : ` (уверенность ${Math.round(confidence * 100)} %)`
  return [
    `тема: ${topicTitle === null ? 'не определена' : `${topicTitle}${sure}`}`,
    `место: ${municipalityTitle ?? 'не названо'}`,
    `${reasonInWords(reason)} ${ownerTitle ?? 'координаторы'}`,
  ].join('; ')
}

/** Added where the message holds other matters, too: whoever reads it need not pass it on. */
export const othersInWords = (others: readonly string[]): string =>
  `в сообщении есть и другое, на него отвечает: ${others.join(', ')}`

const scopes: Readonly<Record<RouteScope, string>> = {
  community: 'в этом сообществе',
  municipality: 'в этом муниципалитете',
  region: 'во всём регионе',
  named: 'по названию из обращения',
}

function reasonInWords(reason: RouteReason): string {
  switch (reason.kind) {
    case 'rule':
      return `по правилу № ${reason.number} отвечает`
    case 'responsible':
      return `за такие темы ${scopes[reason.scope]} отвечает`
    case 'fallback':
      return `за такие темы ${scopes[reason.scope]} отвечает вместо основного ответственного`
    case 'community':
      return 'отвечает, чьё сообщество:'
    case 'administration':
      return 'отвечает администрация муниципалитета:'
    case 'coordinators':
      return 'больше некому, решают'
    case 'forwarded':
      return 'сотрудник передал:'
    case 'reopened':
      return 'житель вернул обращение, отвечает'
  }
}

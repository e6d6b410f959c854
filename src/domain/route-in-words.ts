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

/** «тема: Ямы на дороге (0.93); место: Город Льгов; правило № 12 → Администрация города Льгова». */
export function routeInWords(route: ExplainedRoute): string {
  const { topicTitle, confidence, municipalityTitle, ownerTitle, reason } = route
  const sure = confidence === null ? '' : ` (${confidence.toFixed(2)})`
  return [
    `тема: ${topicTitle === null ? 'не определена' : `${topicTitle}${sure}`}`,
    `место: ${municipalityTitle ?? 'не названо'}`,
    `${reasonInWords(reason)} → ${ownerTitle ?? 'координаторы'}`,
  ].join('; ')
}

const scopes: Readonly<Record<RouteScope, string>> = {
  community: 'в этом сообществе',
  municipality: 'в этом муниципалитете',
  region: 'на весь регион',
  named: 'и назван в обращении',
}

function reasonInWords(reason: RouteReason): string {
  switch (reason.kind) {
    case 'rule':
      return `правило № ${reason.number}`
    case 'responsible':
      return `отвечает за такие темы ${scopes[reason.scope]} (${reason.body})`
    case 'fallback':
      return `запасной ответственный темы ${scopes[reason.scope]} (${reason.body})`
    case 'community':
      return 'чьё сообщество, тот и отвечает'
    case 'administration':
      return 'администрация муниципалитета'
    case 'coordinators':
      return 'больше некому'
    case 'forwarded':
      return 'передал сотрудник'
    case 'reopened':
      return 'житель вернул обращение'
  }
}

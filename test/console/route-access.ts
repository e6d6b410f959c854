/** Who may do what on each route of the API. A route that is not named here fails the test of rights. */
import { newKey } from '../support/console.ts'

export const roles = [
  'regionCoordinator',
  'townCoordinator',
  'head',
  'administrator',
  'observer',
  'observerElsewhere',
  'otherInstitution',
] as const
export type Role = (typeof roles)[number]

/**
 * `reader` and `worker`: of the ticket in the path. `everybody` who is signed in, each about what is theirs. `leaving`
 * ends sessions and is tried in sign-in.test.
 */
export type Access =
  | 'open'
  | 'everybody'
  | 'reader'
  | 'worker'
  | 'coordinator'
  | 'region'
  | 'radar'
  | 'leaving'

const coordinators: readonly Role[] = ['regionCoordinator', 'townCoordinator']
const workers: readonly Role[] = [...coordinators, 'head', 'administrator']
export const allowedRoles: Readonly<Record<Access, readonly Role[]>> = {
  open: roles,
  everybody: roles,
  leaving: roles,
  worker: workers,
  reader: [...workers, 'observer'],
  coordinator: coordinators,
  radar: [...coordinators, 'observer', 'observerElsewhere'],
  region: ['regionCoordinator'],
}

export const accessOf: Readonly<Record<string, Access>> = {
  'POST /session/code': 'open',
  'POST /session/vk': 'open',
  'GET /session/ways': 'open',
  'GET /session/vk-id': 'open',
  'GET /session/vk-id/back': 'open',
  'GET /session': 'everybody',
  'DELETE /session': 'leaving',
  'DELETE /sessions': 'leaving',
  'GET /events': 'everybody',
  'GET /queue': 'everybody',
  'GET /queue/counts': 'everybody',
  'GET /tickets': 'everybody',
  'GET /tickets/{id}': 'reader',
  'GET /tickets/{id}/files/{name}': 'reader',
  'POST /tickets/{id}/presence': 'reader',
  'GET /tickets/{id}/owners': 'worker',
  'POST /tickets/{id}/take': 'worker',
  'POST /tickets/{id}/answer': 'worker',
  'POST /tickets/{id}/check': 'worker',
  'POST /tickets/{id}/forward': 'worker',
  'POST /tickets/{id}/merge': 'worker',
  'POST /tickets/{id}/notes': 'worker',
  'GET /statistics/summary': 'everybody',
  'GET /statistics/series': 'everybody',
  'GET /statistics/distribution': 'everybody',
  'GET /statistics/heatmap': 'everybody',
  'GET /statistics/ranking': 'everybody',
  'GET /statistics/tickets': 'everybody',
  'GET /statistics/forecast': 'everybody',
  'GET /statistics/radar': 'radar',
  'GET /directory/institutions': 'coordinator',
  'GET /directory/people': 'coordinator',
  'GET /directory/topics': 'coordinator',
  'GET /directory/routing': 'coordinator',
  'GET /directory/communities': 'coordinator',
  'GET /directory/calendar': 'coordinator',
  'GET /directory/settings': 'coordinator',
  'GET /directory/corrections': 'coordinator',
  'POST /directory/corrections/{id}': 'coordinator',
  'GET /directory/texts': 'coordinator',
  'POST /directory/texts/{key}': 'region',
  'GET /directory/tables/{kind}': 'coordinator',
  'POST /directory/invites': 'coordinator',
  'POST /directory/imports': 'region',
  'POST /communities/examine': 'region',
  'POST /communities/connect': 'region',
  'GET /communities/{groupId}/heard': 'region',
  'GET /map': 'coordinator',
  'POST /incidents/{id}/answer': 'coordinator',
  'POST /incidents/{id}/dismiss': 'coordinator',
  'GET /models': 'region',
  'POST /models/live': 'region',
  'GET /quality/sample': 'coordinator',
  'POST /quality/sample/{number}': 'coordinator',
  'GET /journal': 'coordinator',
  'GET /personal-requests': 'region',
  'GET /personal-requests/people/{userId}': 'region',
  'POST /personal-requests': 'region',
}

/** Well formed, and harmless where it is allowed: of a version that nobody saw, of a thing that is not there. */
export function bodyFor(path: string): object {
  const act = { key: newKey(), seenVersion: 999_999 }
  switch (path) {
    case '/tickets/{id}/answer':
      return { ...act, text: 'Засыплем завтра', result: { kind: 'explained' } }
    case '/tickets/{id}/forward':
      return { ...act, to: null, reason: 'Это не к нам' }
    case '/tickets/{id}/merge':
      return { ...act, with: 999_998 }
    case '/tickets/{id}/presence':
      return { isWriting: false }
    case '/directory/invites':
      return { institutionId: 1 }
    case '/directory/imports':
      return { kind: 'municipalities', text: 'code,title,kind,aliases\n', isDryRun: true }
    case '/directory/texts/{key}':
      return { text: null, seen: null, isDryRun: true }
    case '/directory/corrections/{id}':
      return { isAccepted: false }
    case '/communities/examine':
      return { token: 'nobodys-token' }
    case '/communities/connect':
      return { token: 'nobodys-token', purpose: 'public', institution: null, municipality: null }
    case '/incidents/{id}/answer':
      return { text: 'Починим к 18:00.', closes: false }
    case '/models/live':
      return { name: 'no-such' }
    case '/quality/sample/{number}':
      return { week: '2020-01-06', answers: 'yes', clear: 'yes', concrete: 'yes' }
    case '/personal-requests':
      return { userId: 999_999_999, repeatedUserId: 999_999_999 }
    default:
      return { key: newKey(), text: 'Проверка' }
  }
}

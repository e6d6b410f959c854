/** Counts and lists of one member, and the figures they make: the other half of figures-by-hand. */
import { hour } from './raw-log.ts'

export interface Question {
  readonly by: 'institution' | 'kind' | 'municipality' | 'topic' | 'community' | 'administrator' | 'total'
  readonly from: string
  readonly to: string
  readonly now: number
}

export class Tally {
  n: Record<string, number> = {}
  lists: Record<string, number[]> = {}
  add(name: string, amount = 1) {
    this.n[name] = (this.n[name] ?? 0) + amount
  }
  list(name: string, seconds: number) {
    const list = (this.lists[name] ??= [])
    list.push(seconds)
  }
}

export function durations(t: Tally, name: string, wall: number, working: number, withLimits: boolean): void {
  t.list(`${name}Wall`, Math.round(wall / 1000))
  t.list(`${name}Working`, Math.round(working / 1000))
  if (!withLimits) return
  for (const limit of [1, 4, 8, 24]) {
    if (wall <= limit * hour) t.add(`${name}Wall${limit}`)
    if (working <= limit * hour) t.add(`${name}Working${limit}`)
  }
}

/** In the shape in which the product gives them. */
export function shape(t: Tally, by: Question['by']) {
  const n = (name: string): number => t.n[name] ?? 0
  const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole)
  const list = (name: string) => {
    const sorted = [...(t.lists[name] ?? [])].sort((a, b) => a - b)
    const rank = (p: number): number | null => sorted[Math.ceil(p * sorted.length - 1e-9) - 1] ?? null
    return { count: sorted.length, median: rank(0.5), p75: rank(0.75), p90: rank(0.9) }
  }
  const clocks = (name: string) => ({ wall: list(`${name}Wall`), working: list(`${name}Working`) })
  const within = (name: string, all: number) => ({
    h1: share(n(`${name}1`), all),
    h4: share(n(`${name}4`), all),
    h8: share(n(`${name}8`), all),
    h24: share(n(`${name}24`), all),
  })
  const sla = (name: string) => ({
    onTime: n(`${name}OnTime`),
    late: n(`${name}Late`),
    overdue: n(`${name}Overdue`),
    share: share(n(`${name}OnTime`), n(`${name}OnTime`) + n(`${name}Late`) + n(`${name}Overdue`)),
  })
  const grades = (name: string) => ({
    yes: n(`${name}:yes`),
    partly: n(`${name}:partly`),
    no: n(`${name}:no`),
    yesShare: share(n(`${name}:yes`), n('judged')),
  })
  const isOwner = by === 'institution' || by === 'kind' || by === 'administrator'
  const rated = n('rated:helped') + n('rated:partly') + n('rated:no') + n('rated:offTopic')
  const received = n(isOwner ? 'ownerReceived' : 'received')
  const forwards = n(isOwner ? 'ownerForwarded' : 'forwards')
  return {
    received,
    answered: n('answered'),
    withdrawn: n('withdrawn'),
    open: n('open'),
    waiting: n('waiting'),
    overdue: n('overdue'),
    replySla: sla(isOwner ? 'owner' : 'reply'),
    finalSla: sla('final'),
    firstResponse: {
      ...clocks('first'),
      wallWithin: within('firstWall', n('responded')),
      workingWithin: within('firstWorking', n('responded')),
    },
    ownerResponse: {
      ...clocks('owner'),
      wallWithin: within('ownerWall', n('ownerResponded')),
      workingWithin: within('ownerWorking', n('ownerResponded')),
    },
    waitingRuns: clocks('run'),
    finalAnswer: clocks('final'),
    reopened: n('reopened'),
    reopenedShare: share(n('reopened'), n('answered') + n('open')),
    rating: {
      asked: n('asked'),
      rated,
      helped: n('rated:helped'),
      partly: n('rated:partly'),
      no: n('rated:no'),
      offTopic: n('rated:offTopic'),
      helpedShare: share(n('rated:helped'), rated),
      responseRate: share(rated, n('asked')),
    },
    routing: {
      forwards,
      forwardsPerTicket: share(forwards, received),
      lostHours: Math.round(n('lostSeconds') / 3600),
      firstOwnerRightShare: share(n('firstOwnerRight'), n('firstOwnerJudged')),
    },
    promises: {
      made: n('promises'),
      kept: n('kept'),
      broken: n('broken'),
      keptShare: share(n('kept'), n('kept') + n('broken')),
    },
    pauses: { count: n('pauses'), hours: Math.round(n('pauseSeconds') / 3600) },
    faq: { shown: n('faqShown'), helped: n('faqHelped'), helpedShare: share(n('faqHelped'), n('faqShown')) },
    drops: {
      text: n('dropped:text'),
      topic: n('dropped:topic'),
      place: n('dropped:place'),
      elsewhere: n('dropped:confirm'),
    },
    quality: {
      sampled: n('sampled'),
      judged: n('judged'),
      judgedShare: share(n('judged'), n('sampled')),
      answers: grades('answers'),
      clear: grades('clear'),
      concrete: grades('concrete'),
    },
    undelivered: n('undelivered'),
  }
}

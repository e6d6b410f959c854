/** News on their way to one page. */
import type { Subscriber, TicketNews } from '../../app/console/change-feed.ts'
import type { StaffMember } from '../../domain/staff.ts'

export class NewsQueue implements Subscriber {
  /** Whose rights decide what is told; replaced when they change. */
  member: StaffMember
  readonly #waiting: TicketNews[] = []
  #wake: () => void = () => {}

  constructor(member: StaffMember) {
    this.member = member
  }

  get length(): number {
    return this.#waiting.length
  }

  readonly tell = (news: TicketNews): void => {
    this.#waiting.push(news)
    this.wake()
  }

  take(): readonly TicketNews[] {
    return this.#waiting.splice(0)
  }

  wake(): void {
    this.#wake()
  }

  /** Until there is something, somebody wakes it, or the time is over. */
  async wait(timeoutMs: number): Promise<void> {
    if (this.#waiting.length > 0) return
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, timeoutMs)
      this.#wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
    this.#wake = () => {}
  }
}

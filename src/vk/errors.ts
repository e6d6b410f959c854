/** VK refused a call. `message` names the method and VK's code; parameters and tokens are never part of it. */
export class VkApiError extends Error {
  override readonly name = 'VkApiError'
  readonly code: number
  readonly subcode: number | null
  readonly method: string
  /** VK carried the call out and refused this one of its recipients. */
  readonly isOfPeer: boolean

  constructor(method: string, code: number, subcode: number | null, description: string, isOfPeer = false) {
    super(
      `${method}: VK error ${code}${subcode === null ? '' : `/${subcode}`}: ${description.slice(0, descriptionLengthMax)}`,
    )
    this.method = method
    this.code = code
    this.subcode = subcode
    this.isOfPeer = isOfPeer
  }
}

export type UnreachableReason =
  | 'aborted'
  | 'network'
  | 'notJson'
  | 'status'
  | 'timeout'
  | 'tooLarge'
  | 'unexpected'

/** No usable answer came; whether VK did what was asked is unknown. */
export class VkUnreachable extends Error {
  override readonly name = 'VkUnreachable'
  readonly reason: UnreachableReason

  constructor(what: string, reason: UnreachableReason, detail: string, cause?: unknown) {
    super(`${what}: ${reason}${detail === '' ? '' : `: ${detail}`}`, { cause })
    this.reason = reason
  }
}

/** A community cannot be served until a person acts; `sentence` (Russian) tells the coordinator what to do. */
export class CommunityTroubled extends Error {
  override readonly name = 'CommunityTroubled'
  readonly sentence: string

  constructor(sentence: string, cause: unknown) {
    super('the community cannot be served until a person acts', { cause })
    this.sentence = sentence
  }
}

const descriptionLengthMax = 200

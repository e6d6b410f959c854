const messageByCode: Readonly<Record<number, string>> = {
  1: 'Unknown error occurred',
  3: 'Unknown method passed',
  5: 'User authorization failed',
  6: 'Too many requests per second',
  7: 'Permission to perform this action is denied',
  8: 'Invalid request',
  9: 'Flood control',
  10: 'Internal server error',
  12: 'Unable to compile code',
  13: 'Runtime error occurred during code invocation',
  14: 'Captcha needed',
  15: 'Access denied',
  17: 'Validation required',
  27: 'Group authorization failed',
  29: 'Rate limit reached',
  100: 'One of the parameters specified was missing or invalid',
  105: "Couldn't save file",
  118: 'Invalid server',
  121: 'Invalid hash',
  213: 'Access to status replies denied',
  900: "Can't send messages for users from blacklist",
  901: "Can't send messages for users without permission",
  902: "Can't send messages to this user due to their privacy settings",
  909: "Can't edit this message, because it's too old",
  911: 'Keyboard format is invalid',
  912: 'This is a chat bot feature, change this status in settings',
  913: 'Too many forwarded messages',
  914: 'Message is too long',
  917: "You don't have access to this chat",
  920: "Can't edit this kind of message",
  921: "Can't forward these messages",
  924: "Can't delete this message for everybody",
  936: 'Contact not found',
}

/** A refusal of the API: HTTP 200 with `error` in the body. */
export class VkError extends Error {
  override readonly name = 'VkError'
  readonly code: number
  readonly subcode: number | null

  /** @param detail follows VK's own sentence after a colon. */
  constructor(code: number, detail?: string, subcode?: number) {
    const sentence = messageByCode[code] ?? 'Unknown error occurred'
    super(detail === undefined ? sentence : `${sentence}: ${detail}`)
    this.code = code
    this.subcode = subcode ?? null
  }

  /** The whole sentence as given, for scripted errors. */
  static verbatim(code: number, message: string | undefined, subcode: number | undefined): VkError {
    const error = new VkError(code, undefined, subcode)
    if (message !== undefined) error.message = message
    return error
  }
}

/** The same parts of the transport, with what passes counted. */
import { z } from 'zod'
import { type TransportMeter, sendClass } from '../app/transport-meter.ts'
import type { StorePoll, VkSender } from '../app/transport-ports.ts'
import type { VkApi } from './api.ts'
import { VkApiError, VkUnreachable } from './errors.ts'
import type { VkHttp } from './http.ts'

const failed = z.looseObject({ failed: z.number().int().min(1).max(9) })

/** For the connection that only long polls use. */
export function meterPolls(http: VkHttp, meter: TransportMeter): VkHttp {
  return {
    ...http,
    requestJson: async (request) => {
      try {
        const answer = await http.requestJson(request)
        const refusal = failed.safeParse(answer)
        if (refusal.success) meter.pollFailed(`failed ${refusal.data.failed}`)
        else meter.polled()
        return answer
      } catch (error) {
        // A poll that we ended ourselves did not fail.
        if (error instanceof VkUnreachable && error.reason !== 'aborted') meter.pollFailed(error.reason)
        throw error
      }
    },
  }
}

export function meterApi(api: VkApi, meter: TransportMeter): VkApi {
  return {
    call: async (token, method, parameters) => {
      try {
        return await api.call(token, method, parameters)
      } catch (error) {
        if (error instanceof VkApiError) meter.callFailed(method, error.code)
        if (error instanceof VkUnreachable) meter.callFailed(method, error.reason)
        throw error
      }
    },
  }
}

/** What is stored: events by type, and gaps. */
export function meterStored(store: StorePoll, meter: TransportMeter): StorePoll {
  return async (answer) => {
    const outcome = await store(answer)
    if (outcome === 'stored') {
      for (const { type } of answer.events) meter.eventCame(type)
      if (answer.kind === 'gap') meter.gapNoticed()
    }
    return outcome
  }
}

export function meterSender(sender: VkSender, meter: TransportMeter, nowMs: () => number): VkSender {
  return {
    send: async (message) => {
      const startMs = nowMs()
      const seconds = (): number => (nowMs() - startMs) / 1000
      try {
        const outcome = await sender.send(message)
        meter.sent(message.kind, sendClass(outcome), seconds())
        return outcome
      } catch (error) {
        meter.sent(message.kind, 'fault', seconds())
        throw error
      }
    },
  }
}

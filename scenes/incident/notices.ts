/** What the bot says by itself about a mass incident. */
import type { TicketId } from '../../src/domain/ids.ts'
import type { IncidentView } from '../../src/domain/incident.ts'
import type { OutgoingMessage } from '../../src/domain/message.ts'
import { plural } from '../../src/domain/moment-in-words.ts'
import { button, citizenMenu, inline } from '../keyboards.ts'

/** Once for each; what follows is the coordinator's choice. */
export const incidentRaised = (incident: IncidentView): OutgoingMessage => ({
  text: `Похоже на общую проблему: «${incident.topicTitle}», ${incident.municipalityTitle}. За ${incident.hours} ${plural(incident.hours, 'час', 'часа', 'часов')} об этом ${plural(incident.people, 'написал', 'написали', 'написали')} ${incident.people} ${plural(incident.people, 'человек', 'человека', 'человек')}, обычно в такие часы — ${usually(incident.expected)}.\n\nМожно ответить всем сразу: каждый получит ответ в своём диалоге.`,
  keyboard: inline(
    [button('Сообщить всем новости', { kind: 'tellAll', incidentId: incident.id }, 'primary')],
    [button('Ответить всем и закрыть', { kind: 'closeIncident', incidentId: incident.id }, 'positive')],
    [button('Это не общая проблема', { kind: 'dismissIncident', incidentId: incident.id })],
  ),
})

const usually = (expected: number): string =>
  expected < 0.95 ? 'меньше одного' : `около ${Math.round(expected)}`

export const incidentNews = (ticketId: TicketId, text: string, signature: string): OutgoingMessage => ({
  text: `Новости по обращению № ${ticketId}:\n\n${text}\n\n— ${signature}\n\nОбращение остаётся открытым, итог придёт сюда.`,
  keyboard: citizenMenu,
  about: ticketId,
})

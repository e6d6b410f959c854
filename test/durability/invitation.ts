/** A coordinator makes a code and a new colleague uses it: the one flow that writes in a transaction of several statements. */
import type { CrashWorld } from '../support/crash-world.ts'
import { staffGroupId } from './question.ts'

const coordinatorId = 5001

/** Returns the newcomer. */
export async function inviteAndJoin(world: CrashWorld): Promise<number> {
  const coordinator = world.talk(coordinatorId, staffGroupId)
  await coordinator.say('Код')
  await coordinator.hear('Для какого учреждения')
  await coordinator.say('жилищная инспекция')
  const made = await coordinator.hear('пришлите этот код')
  const code = made.text.split('\n').at(-1) ?? ''

  const newcomerId = await world.newPerson()
  const newcomer = world.talk(newcomerId, staffGroupId)
  await newcomer.say(code)
  await newcomer.hear('вы в команде')
  await newcomer.say('Очередь')
  await newcomer.hear(/./u)
  return newcomerId
}

export async function invitationOf(world: CrashWorld, newcomerId: number): Promise<unknown> {
  const { rows } = await world.pool.query(
    `select (select count(*) from staff where vk_user_id = $1)::int as people,
       (select count(*) from memberships m join staff s on s.id = m.staff_id where s.vk_user_id = $1)::int as roles,
       (select count(*) from invites where used_by_id is null)::int as unused,
       (select count(*) from invites i join staff s on s.id = i.used_by_id where s.vk_user_id = $1)::int as used`,
    [newcomerId],
  )
  const { messages } = await world.talk(newcomerId, staffGroupId).dialog()
  const said = messages.filter(({ from }) => from === 'community').map(({ text }) => text.slice(0, 20))
  return { counts: rows[0], said }
}

/**
 * Writes records of import files, one statement a table: existing rows are overwritten by their code, nothing is
 * deleted. Codes become our numbers inside the statements.
 */
import type { DirectoryRecords } from '../app/import/records.ts'
import { botText } from '../domain/bot-texts/bot-texts.ts'
import type { Prisma } from './generated/client.ts'

export type Transaction = Prisma.TransactionClient

export async function writeRecords(client: Transaction, records: DirectoryRecords): Promise<void> {
  await writeMunicipalities(client, JSON.stringify(records.municipalities))
  await writeInstitutions(client, JSON.stringify(records.institutions))
  await writeCommunities(client, JSON.stringify(records.communities))
  await writeTopics(client, JSON.stringify(records.topics))
  await writeStaff(client, JSON.stringify(records.staff))
  await writeRules(client, JSON.stringify(records.rules))
  await writeCalendar(client, JSON.stringify(records.calendar))
  await writeAnswerRules(client, JSON.stringify(records['answer-rules']))
  await writeFaq(client, JSON.stringify(records.faq))
  await writeTemplates(client, JSON.stringify(records.templates))
  await writeTexts(client, records.texts)
  await giveContacts(client)
  await client.$executeRaw`
    insert into settings (key, value) values ('directoryVersion', '1')
    on conflict (key) do update set value = to_jsonb((settings.value #>> '{}')::int + 1)`
}

async function writeMunicipalities(client: Transaction, rows: string): Promise<void> {
  await client.$executeRaw`
    insert into municipalities (code, title, kind, aliases)
    select code, title, kind, aliases
    from jsonb_to_recordset(${rows}::jsonb) as r (code text, title text, kind text, aliases text[])
    on conflict (code) do update set title = excluded.title, kind = excluded.kind, aliases = excluded.aliases`
}

async function writeInstitutions(client: Transaction, rows: string): Promise<void> {
  await client.$executeRaw`
    insert into institutions
      (code, title, short_title, kind, answers_for, municipality_id, time_zone, working_hours)
    select r.code, r.title, r."shortTitle", r.kind, r."answersFor", m.id, r."timeZone", r."workingHours"
    from jsonb_to_recordset(${rows}::jsonb) as r (code text, title text, "shortTitle" text, kind text,
      "answersFor" text[], municipality text, "timeZone" text, "workingHours" text)
    left join municipalities m on m.code = r.municipality
    on conflict (code) do update set title = excluded.title, short_title = excluded.short_title,
      kind = excluded.kind, answers_for = excluded.answers_for, municipality_id = excluded.municipality_id,
      time_zone = excluded.time_zone, working_hours = excluded.working_hours`
  // Apart from the rows themselves: a file may name a child before its parent.
  await client.$executeRaw`
    update institutions child set parent_id = parent.id
    from jsonb_to_recordset(${rows}::jsonb) as r (code text, parent text)
    left join institutions parent on parent.code = r.parent
    where child.code = r.code and child.parent_id is distinct from parent.id`
}

async function writeCommunities(client: Transaction, rows: string): Promise<void> {
  await client.$executeRaw`
    insert into communities (group_id, title, institution_id, municipality_id, token, purpose)
    select r."groupId", r.title, i.id, m.id, r.token, r.purpose
    from jsonb_to_recordset(${rows}::jsonb) as r ("groupId" bigint, title text, institution text,
      municipality text, token text, purpose text)
    left join institutions i on i.code = r.institution
    left join municipalities m on m.code = r.municipality
    on conflict (group_id) do update set title = excluded.title, institution_id = excluded.institution_id,
      municipality_id = excluded.municipality_id, token = excluded.token, purpose = excluded.purpose`
}

async function writeTopics(client: Transaction, rows: string): Promise<void> {
  await client.$executeRaw`
    insert into topics (id, group_id, group_title, title, button, responsible_kind, fallback_kind, priority,
      first_reply_hours, final_answer_hours, needs_place, is_sensitive, safety_hint, phrases)
    select id, "groupId", "groupTitle", title, button, "responsibleKind", "fallbackKind", priority,
      "firstReplyHours", "finalAnswerHours", "needsPlace", "isSensitive", "safetyHint", phrases
    from jsonb_to_recordset(${rows}::jsonb) as r (id text, "groupId" text, "groupTitle" text, title text,
      button text, "responsibleKind" text, "fallbackKind" text, priority text, "firstReplyHours" int,
      "finalAnswerHours" int, "needsPlace" boolean, "isSensitive" boolean, "safetyHint" text, phrases text[])
    on conflict (id) do update set group_id = excluded.group_id, group_title = excluded.group_title,
      title = excluded.title, button = excluded.button, responsible_kind = excluded.responsible_kind,
      fallback_kind = excluded.fallback_kind, priority = excluded.priority,
      first_reply_hours = excluded.first_reply_hours, final_answer_hours = excluded.final_answer_hours,
      needs_place = excluded.needs_place, is_sensitive = excluded.is_sensitive,
      safety_hint = excluded.safety_hint, phrases = excluded.phrases`
}

async function writeStaff(client: Transaction, rows: string): Promise<void> {
  await client.$executeRaw`
    insert into staff (vk_user_id, first_name, last_name)
    select distinct on ("vkUserId") "vkUserId", "firstName", "lastName"
    from jsonb_to_recordset(${rows}::jsonb) as r ("vkUserId" bigint, "firstName" text, "lastName" text)
    on conflict (vk_user_id) do update set first_name = excluded.first_name, last_name = excluded.last_name`
  await client.$executeRaw`
    insert into memberships (staff_id, role, institution_id, municipality_id)
    select s.id, r.role, i.id, m.id
    from rows from (jsonb_to_recordset(${rows}::jsonb)
        as ("vkUserId" bigint, role text, institution text, municipality text))
      with ordinality as r ("vkUserId", role, institution, municipality, place)
    join staff s on s.vk_user_id = r."vkUserId"
    left join institutions i on i.code = r.institution
    left join municipalities m on m.code = r.municipality
    where not exists (select 1 from memberships known where known.staff_id = s.id and known.role = r.role
      and known.institution_id is not distinct from i.id and known.municipality_id is not distinct from m.id
      and known.ended_at is null)
    order by r.place`
}

async function writeRules(client: Transaction, rows: string): Promise<void> {
  await client.$executeRaw`
    insert into routing_rules
      (number, topic_id, topic_group_id, municipality_id, community_id, institution_id, note)
    select r.number, r.topic, r."topicGroup", m.id, r.community, i.id, r.note
    from jsonb_to_recordset(${rows}::jsonb) as r (number int, topic text, "topicGroup" text, municipality text,
      community bigint, institution text, note text)
    left join institutions i on i.code = r.institution
    left join municipalities m on m.code = r.municipality
    on conflict (number) do update set topic_id = excluded.topic_id, topic_group_id = excluded.topic_group_id,
      municipality_id = excluded.municipality_id, community_id = excluded.community_id,
      institution_id = excluded.institution_id, note = excluded.note`
}

async function writeCalendar(client: Transaction, rows: string): Promise<void> {
  await client.$executeRaw`
    insert into calendar_days (date, kind, institution_id, municipality_id, hours, title)
    select r.date, r.kind, i.id, m.id, r.hours, r.title
    from jsonb_to_recordset(${rows}::jsonb) as r (date date, kind text, institution text, municipality text,
      hours text, title text)
    left join institutions i on i.code = r.institution
    left join municipalities m on m.code = r.municipality
    on conflict (date, institution_id, municipality_id) do update set kind = excluded.kind, hours = excluded.hours,
      title = excluded.title`
}

async function writeAnswerRules(client: Transaction, rows: string): Promise<void> {
  await client.$executeRaw`
    insert into answer_rules (phrase, kind, better, is_exact)
    select phrase, kind, better, "isExact"
    from jsonb_to_recordset(${rows}::jsonb) as r (phrase text, kind text, better text, "isExact" boolean)
    on conflict (phrase) do update set kind = excluded.kind, better = excluded.better, is_exact = excluded.is_exact`
}

async function writeFaq(client: Transaction, rows: string): Promise<void> {
  await client.$executeRaw`
    insert into faq_entries (code, institution_id, question, variants, answer, is_active)
    select r.code, i.id, r.question, r.variants, r.answer, r."isActive"
    from jsonb_to_recordset(${rows}::jsonb) as r (code text, institution text, question text, variants text[],
      answer text, "isActive" boolean)
    left join institutions i on i.code = r.institution
    on conflict (code) do update set institution_id = excluded.institution_id, question = excluded.question,
      variants = excluded.variants, answer = excluded.answer, is_active = excluded.is_active`
}

async function writeTemplates(client: Transaction, rows: string): Promise<void> {
  await client.$executeRaw`
    insert into answer_templates (code, title, text, topic_id, topic_group_id, institution_id)
    select r.code, r.title, r.text, r.topic, r."topicGroup", i.id
    from jsonb_to_recordset(${rows}::jsonb) as r (code text, title text, text text, topic text, "topicGroup" text,
      institution text)
    left join institutions i on i.code = r.institution
    on conflict (code) do update set title = excluded.title, text = excluded.text, topic_id = excluded.topic_id,
      topic_group_id = excluded.topic_group_id, institution_id = excluded.institution_id`
}

/** The usual words again: nothing is kept of them. */
async function writeTexts(client: Transaction, texts: DirectoryRecords['texts']): Promise<void> {
  const [usual, own] = [true, false].map((isUsual) =>
    JSON.stringify(texts.filter(({ code, text }) => (text === botText(code).usual) === isUsual)),
  )
  await client.$executeRaw`
    delete from bot_texts using jsonb_to_recordset(${usual}::jsonb) as r (code text) where bot_texts.code = r.code`
  await client.$executeRaw`
    insert into bot_texts (code, text)
    select code, text from jsonb_to_recordset(${own}::jsonb) as r (code text, text text)
    on conflict (code) do update set text = excluded.text, changed_by_id = null, changed_at = now()`
}

/** Cards must reach a person somewhere: the staff community, or else the page of their institution that does both. */
async function giveContacts(client: Transaction): Promise<void> {
  await client.$executeRaw`
    update staff set contact_group_id = contact.group_id
    from (
      select distinct on (m.staff_id) m.staff_id, c.group_id
      from memberships m
      join communities c on c.is_active
        and (c.purpose = 'staff' or c.purpose = 'both' and c.institution_id = m.institution_id)
      where m.ended_at is null
      order by m.staff_id, c.purpose = 'staff' desc, c.institution_id is not distinct from m.institution_id desc,
        c.group_id
    ) contact
    where contact.staff_id = staff.id and staff.contact_group_id is null`
}

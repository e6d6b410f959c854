/** The directory that records would make, before anything is written: numbers are places in the lists. */
import { usualWording } from '../../domain/bot-texts/wording.ts'
import type { Directory } from '../../domain/directory.ts'
import { groupId, institutionId, municipalityId, topicId } from '../../domain/ids.ts'
import type { DirectoryRecords } from './records.ts'

export function directoryOf(records: DirectoryRecords): Directory {
  const municipalityByCode = numbers(records.municipalities, municipalityId)
  const institutionByCode = numbers(records.institutions, institutionId)
  const municipality = find(municipalityByCode)
  const institution = find(institutionByCode)
  return {
    version: 0,
    municipalities: new Map(
      records.municipalities.map((record, index) => [
        municipalityId(index + 1),
        { ...record, id: municipalityId(index + 1) },
      ]),
    ),
    institutions: new Map(
      records.institutions.map((record, index) => [
        institutionId(index + 1),
        {
          ...record,
          id: institutionId(index + 1),
          parentId: institution(record.parent),
          municipalityId: municipality(record.municipality),
        },
      ]),
    ),
    communities: new Map(
      records.communities.map(({ groupId: id, title, purpose, ...record }) => [
        groupId(id),
        {
          groupId: groupId(id),
          title,
          purpose,
          institutionId: institution(record.institution),
          municipalityId: municipality(record.municipality),
        },
      ]),
    ),
    topics: new Map(
      records.topics.map((record) => [topicId(record.id), { ...record, id: topicId(record.id) }]),
    ),
    rules: records.rules.flatMap((record) => {
      const owner = institution(record.institution)
      if (owner === null) return []
      return [
        {
          number: record.number,
          topicId: record.topic === null ? null : topicId(record.topic),
          topicGroupId: record.topicGroup,
          municipalityId: municipality(record.municipality),
          communityId: record.community === null ? null : groupId(record.community),
          institutionId: owner,
        },
      ]
    }),
    // Calendars, phrases and texts change nothing about who answers.
    calendarDays: [],
    answerRules: [],
    faq: [],
    wording: usualWording,
  }
}

const numbers = <Id>(
  records: readonly { readonly code: string }[],
  idOf: (value: number) => Id,
): ReadonlyMap<string, Id> => new Map(records.map(({ code }, index) => [code, idOf(index + 1)]))

const find =
  <Id>(ids: ReadonlyMap<string, Id>) =>
  (code: string | null): Id | null =>
    code === null ? null : (ids.get(code) ?? null)

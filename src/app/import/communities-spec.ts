import { z } from 'zod'

import { code, oneOf, orNull, text, vkId } from './cells.ts'
import { type ImportSpec, missing } from './import-spec.ts'
import type { CommunityRecord } from './records.ts'

const row = z
  .object({
    group_id: vkId,
    title: text(200),
    institution: orNull(code),
    municipality: orNull(code),
    token: z.string().max(500, 'длиннее 500 знаков').regex(/^\S*$/u, 'в ключе не бывает пробелов'),
    purpose: oneOf(['public', 'staff', 'both']),
  })
  .transform(({ group_id, ...rest }) => ({ groupId: group_id, ...rest }))

export const communitiesSpec: ImportSpec<CommunityRecord> = {
  columns: ['group_id', 'title', 'institution', 'municipality', 'token', 'purpose'],
  row,
  keyOf: (community) => String(community.groupId),
  keyColumn: 'group_id',
  check: (read, { communities, institutions, municipalities }) => {
    const withToken = new Set(communities.map(({ groupId }) => groupId))
    return [
      ...missing(
        read,
        'institution',
        (item) => item.institution,
        new Set(institutions.map(({ code }) => code)),
        'учреждения',
      ),
      ...missing(
        read,
        'municipality',
        (item) => item.municipality,
        new Set(municipalities.map(({ code }) => code)),
        'муниципалитета',
      ),
      ...read
        .filter(({ item }) => item.token === '' && !withToken.has(item.groupId))
        .map(({ line }) => ({ line, column: 'token', reason: 'у нового сообщества нужен ключ доступа' })),
    ]
  },
  complete: (community, known) =>
    community.token === '' ? { ...community, token: known?.token ?? '' } : community,
  toCells: (community) => ({
    group_id: String(community.groupId),
    title: community.title,
    institution: community.institution ?? '',
    municipality: community.municipality ?? '',
    token: community.token,
    purpose: community.purpose,
  }),
}

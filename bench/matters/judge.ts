/** What the question scene would offer for words that somebody writes to the first page of a region. */
import { mattersIn } from '../../scenes/question/matters.ts'
import { emptyQuestion } from '../../scenes/question/draft.ts'
import { sureConfidence } from '../../scenes/question/heard.ts'
import type { Desk } from '../../src/domain/desk.ts'
import type { Directory } from '../../src/domain/directory.ts'
import type { Matter } from '../../src/domain/find-matters.ts'
import type { InstitutionId } from '../../src/domain/ids.ts'
import { route } from '../../src/domain/routing.ts'
import type { Understand } from '../../src/domain/understanding.ts'

export interface Judge {
  mattersIn(text: string): readonly Matter[]
  /** Who would answer the text as one question; null when its topic is not sure, or the coordinators. */
  ownerOf(text: string): InstitutionId | null
}

export function judgeOf(directory: Directory, understand: Understand): Judge {
  const page = [...directory.communities.values()].find(({ purpose }) => purpose !== 'staff')
  if (page === undefined) throw new Error('the region has no page that citizens write to')
  const desk = {
    directory,
    understand,
    groupId: page.groupId,
    ownerOf: (...[topicId, named, namedIds = []]: Parameters<Desk['ownerOf']>) =>
      route(
        { topicId, municipalityId: named ?? page.municipalityId, communityId: page.groupId, namedIds },
        directory,
      ),
  }
  return {
    mattersIn(text) {
      const message = { text, attachments: [], cmid: 1, vkSeconds: 0 }
      return mattersIn({ ...emptyQuestion, messages: [message] }, understand(text), desk)
    },
    ownerOf(text) {
      const { topics, place } = understand(text)
      const [best] = topics
      if (best === undefined || best.confidence < sureConfidence) return null
      return desk.ownerOf(best.topicId, place.municipalityIds[0] ?? null, place.institutionIds).institutionId
    },
  }
}

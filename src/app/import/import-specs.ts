import { answerRulesSpec } from './answer-rules-spec.ts'
import { calendarSpec } from './calendar-spec.ts'
import { communitiesSpec } from './communities-spec.ts'
import { faqSpec } from './faq-spec.ts'
import type { ImportSpec } from './import-spec.ts'
import { institutionsSpec } from './institutions-spec.ts'
import { municipalitiesSpec } from './municipalities-spec.ts'
import type { ImportKind, RecordByKind } from './records.ts'
import { rulesSpec } from './rules-spec.ts'
import { staffSpec } from './staff-spec.ts'
import { templatesSpec } from './templates-spec.ts'
import { textsSpec } from './texts-spec.ts'
import { topicsSpec } from './topics-spec.ts'

export const importSpecs: { readonly [Kind in ImportKind]: ImportSpec<RecordByKind[Kind]> } = {
  municipalities: municipalitiesSpec,
  institutions: institutionsSpec,
  communities: communitiesSpec,
  topics: topicsSpec,
  staff: staffSpec,
  rules: rulesSpec,
  calendar: calendarSpec,
  'answer-rules': answerRulesSpec,
  faq: faqSpec,
  templates: templatesSpec,
  texts: textsSpec,
}

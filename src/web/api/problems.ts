/** Refusals as people and programs read them. */
import { HTTPException } from 'hono/http-exception'
import type { SignInFailure } from '../../app/console/sign-in.ts'
import type { ActRefusal } from '../../app/console/work-at-console.ts'
import { dateOfDayInWords } from '../../domain/moment-in-words.ts'
import type { Problem } from './schemas.ts'

type Status = 400 | 401 | 403 | 404 | 409 | 413 | 429 | 500

/** Thrown by routes; the API answers with its problem as JSON. */
export class ApiProblem extends HTTPException {
  readonly problem: Problem

  constructor(status: Status, kind: string, message: string) {
    super(status, { message: kind })
    this.problem = { kind, message }
  }
}

export const signedOut = (): ApiProblem => new ApiProblem(401, 'signedOut', 'Войдите, чтобы продолжить.')

const signInFailures = {
  codeWrong:
    'Код не подошёл: он одноразовый и действует 10 минут. Попросите у бота новый — напишите ему «вход».',
  notStaff: 'Вас пока нет в команде. Попросите координатора прислать код для сотрудника.',
  vkIdFailed: 'VK ID не подтвердил вход. Попробуйте ещё раз или войдите по коду от бота.',
  switchedOff: 'Вход из ВКонтакте здесь не настроен. Войдите по коду от бота.',
  forged: 'ВКонтакте не подтвердил вход. Закройте приложение и откройте снова.',
  stale: 'Страница открыта слишком давно. Закройте приложение и откройте снова.',
  otherApp: 'Это другое приложение ВКонтакте. Откройте рабочее место по ссылке от бота.',
} as const satisfies Readonly<Record<SignInFailure['kind'], string>>

export const signInProblem = ({ kind }: SignInFailure): ApiProblem =>
  new ApiProblem(403, kind, signInFailures[kind])

export function actProblem(refusal: ActRefusal): ApiProblem {
  switch (refusal.kind) {
    case 'notFound':
    case 'notYours':
      return new ApiProblem(404, 'notFound', 'Такого обращения у вас нет: возможно, его передали другим.')
    case 'readOnly':
      return new ApiProblem(403, 'readOnly', 'Вы можете смотреть это обращение, но не отвечать на него.')
    case 'alreadyTaken':
      return new ApiProblem(409, 'alreadyTaken', `Обращением уже занимается ${refusal.byName}.`)
    case 'alreadyAnswered':
      return new ApiProblem(409, 'alreadyAnswered', 'На это обращение уже ответили.')
    case 'withdrawn':
      return new ApiProblem(409, 'withdrawn', 'Житель отозвал это обращение: отвечать не нужно.')
    case 'merged':
    case 'personAnswered':
    case 'notSamePerson':
    case 'hasFollowers':
      return mergeProblem(refusal)
    case 'sameOwner':
      return new ApiProblem(409, 'sameOwner', 'Обращение уже у них. Выберите других.')
    case 'unfilledBlank':
      return new ApiProblem(
        409,
        'unfilledBlank',
        `Заполните пропуск ${refusal.blank} — с ним ответ не отправить.`,
      )
    case 'alreadyPromised':
      return new ApiProblem(
        409,
        'alreadyPromised',
        'Срок уже называли один раз. Второй может назвать только координатор; решите вопрос или передайте его.',
      )
    case 'dayIsPast':
      return new ApiProblem(400, 'dayIsPast', 'Этот день уже прошёл. Назовите сегодняшний или более поздний.')
    case 'dayTooFar':
      return new ApiProblem(
        400,
        'dayTooFar',
        `Так далеко обещать может только координатор. Назовите день не позже ${dateOfDayInWords(refusal.last)}.`,
      )
    case 'changed':
      return new ApiProblem(
        409,
        'changed',
        'Пока вы писали, обращение изменилось. Посмотрите, что нового, и отправьте ещё раз, если ответ подходит.',
      )
    default:
      return new ApiProblem(409, 'refused', 'Сейчас так нельзя. Обновите страницу и попробуйте ещё раз.')
  }
}

type MergeRefusal = Extract<
  ActRefusal,
  { readonly kind: 'merged' | 'personAnswered' | 'notSamePerson' | 'hasFollowers' }
>

function mergeProblem(refusal: MergeRefusal): ApiProblem {
  switch (refusal.kind) {
    case 'merged':
      return new ApiProblem(409, 'merged', `Обращение соединили с № ${refusal.into}. Ответьте там.`)
    case 'personAnswered':
      return new ApiProblem(
        409,
        'personAnswered',
        'По новому обращению жителю уже ответил человек: соединять поздно. Ответьте на каждое.',
      )
    case 'notSamePerson':
      return new ApiProblem(
        409,
        'notSamePerson',
        'Соединить можно только обращения одного человека из одного сообщества.',
      )
    case 'hasFollowers':
      return new ApiProblem(
        409,
        'hasFollowers',
        'К новому обращению присоединились другие жители: они ждут его ответа. Ответьте на каждое.',
      )
  }
}

import { Button } from '@vkontakte/vkui/dist/cssm'
import { useState } from 'react'
import type { z } from 'zod'
import type * as schemas from '../../../src/web/api/model-schemas.ts'
import { sentenceOf } from '../../api/client.ts'
import { useConsole } from '../../hooks/console-context.ts'
import { useLoaded } from '../../hooks/use-loaded.ts'
import { momentTitle } from '../../model/moments.ts'
import { Loading } from '../loading.tsx'
import { Sheet } from '../sheet.tsx'

type Shown = z.output<typeof schemas.models>
type Model = Shown['models'][number]
type Side = Model['heldOut']['topic']

/** The model card: what the classifier is, how well it guesses, and the way back. */
export function ModelsPage() {
  const found = useLoaded<Shown>('/models')
  const [changed, setChanged] = useState<Shown | null>(null)
  const [chosen, setChosen] = useState<Model | null>(null)
  return (
    <Loading of={found}>
      {(loaded) => {
        const shown = changed ?? loaded
        const { live, before, models } = shown
        const previous = models.find(({ name }) => name === before)
        return (
          <>
            <p role="status">
              {live === null
                ? 'Пока решают названия и примеры тем: модель ещё не обучена. Она обучается сама, когда накопятся решения людей.'
                : `В работе модель от ${titleOf(models, live)}.`}
            </p>
            {previous !== undefined && (
              <Button size="m" mode="secondary" onClick={() => setChosen(previous)}>
                Вернуть модель от {momentTitle(previous.trainedAt)}
              </Button>
            )}
            <p className="quiet">
              Модель предлагает тему и кому отвечать; решают люди, и из их поправок она учится. Проверяется на
              обращениях, которых не видела ни она, ни прежняя. Новая начинает работать, только если не хуже.
            </p>
            <ul className="cards">
              {models.map((model) => (
                <ModelCard
                  key={model.name}
                  model={model}
                  isLive={model.name === live}
                  onUse={() => setChosen(model)}
                />
              ))}
            </ul>
            {chosen !== null && (
              <UseDialog
                model={chosen}
                onClose={() => setChosen(null)}
                onUsed={(now) => {
                  setChanged(now)
                  setChosen(null)
                }}
              />
            )}
          </>
        )
      }}
    </Loading>
  )
}

interface CardProps {
  readonly model: Model
  readonly isLive: boolean
  readonly onUse: () => void
}

function ModelCard({ model, isLive, onUse }: CardProps) {
  const { trainedAt, texts, decisions, heldOut, champion } = model
  return (
    <li className="card">
      <h2>Модель от {momentTitle(trainedAt)}</h2>
      {isLive && <p className="well">В работе</p>}
      <p className="quiet">
        Училась на {texts} текстах; решений и поправок людей к тому дню — {decisions}.
      </p>
      <div className="table-frame">
        <table>
          <caption className="hidden">Точность модели и прежней на одних и тех же текстах</caption>
          <thead>
            <tr>
              <th scope="col">Доля верных</th>
              <th scope="col">Эта</th>
              {champion !== null && <th scope="col">Прежняя</th>}
            </tr>
          </thead>
          <tbody>
            {figureRows.map(({ title, of }) => (
              <tr key={title}>
                <th scope="row">{title}</th>
                <td>{percent(of(heldOut))}</td>
                {champion !== null && <td>{percent(of(champion.heldOut))}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {!isLive && (
        <button className="link" onClick={onUse}>
          Поставить в работу<span className="hidden"> модель от {momentTitle(trainedAt)}</span>
        </button>
      )}
    </li>
  )
}

type Sides = { readonly topic: Side; readonly institution: Side }

const figureRows: readonly { readonly title: string; readonly of: (sides: Sides) => number }[] = [
  { title: 'Тема угадана', of: ({ topic }) => topic.accuracy },
  { title: 'Тема среди трёх лучших', of: ({ topic }) => topic.top3 },
  { title: 'Тема, редкие наравне с частыми', of: ({ topic }) => topic.macroF1 },
  { title: 'Тексты, где верны 9 из 10 тем', of: ({ topic }) => topic.coverageAt90 },
  { title: 'Кому отвечать: угадано', of: ({ institution }) => institution.accuracy },
  { title: 'Кому отвечать: среди трёх', of: ({ institution }) => institution.top3 },
]

const percent = (share: number): string =>
  new Intl.NumberFormat('ru', { style: 'percent', maximumFractionDigits: 1 }).format(share)

const titleOf = (models: readonly Model[], name: string): string => {
  const model = models.find((one) => one.name === name)
  return model === undefined ? name : momentTitle(model.trainedAt)
}

interface UseProps {
  readonly model: Model
  readonly onClose: () => void
  readonly onUsed: (shown: Shown) => void
}

function UseDialog({ model, onClose, onUsed }: UseProps) {
  const { client } = useConsole()
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const use = async (): Promise<void> => {
    setBusy(true)
    try {
      onUsed(await client.post<Shown>('/models/live', { name: model.name }))
    } catch (error) {
      setProblem(sentenceOf(error))
      setBusy(false)
    }
  }
  return (
    <Sheet title={`Поставить в работу модель от ${momentTitle(model.trainedAt)}?`} onClose={onClose}>
      <p>Она начнёт определять темы новых обращений в течение минуты. Вернуть нынешнюю можно так же.</p>
      {problem !== null && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      <Button size="l" stretched loading={isBusy} onClick={() => void use()}>
        Поставить в работу
      </Button>
      <Button size="l" stretched mode="secondary" onClick={onClose}>
        Оставить как есть
      </Button>
    </Sheet>
  )
}

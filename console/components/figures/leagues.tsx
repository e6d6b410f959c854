import type { z } from 'zod'
import type * as schemas from '../../../src/web/api/statistics-schemas.ts'
import { useLoaded } from '../../hooks/use-loaded.ts'
import { figureInWords, toCsv } from '../../model/figures.ts'
import { kindInWords } from '../../../src/domain/institution-kinds.ts'
import { Loading } from '../loading.tsx'
import { saveText } from './save.ts'

type Ranking = z.output<typeof schemas.ranking>

/** Like with like: schools with schools. The trend stands before the place: one can change it. */
export function Leagues({ query }: { readonly query: Readonly<Record<string, string>> }) {
  const { from = '' } = query
  const ranking = useLoaded<Ranking>('/statistics/ranking', { from })
  return (
    <section className="block" aria-label="Лиги">
      <h2>Лиги</h2>
      <Loading of={ranking}>
        {({ leagues, casesMin }) =>
          leagues.length === 0 ? (
            <p className="quiet">Сравнивать пока нечего: учреждений с ответами за эти дни нет.</p>
          ) : (
            <>
              <p className="quiet">
                Сравниваются похожие учреждения. Меньше {casesMin} обращений — места нет: выводы делать рано.
              </p>
              <button className="link" onClick={() => download(leagues)}>
                Скачать лиги
              </button>
              {leagues.map(({ kind, places }) => (
                <details key={kind} className="league">
                  <summary>
                    {kindInWords(kind)} <span className="quiet">({places.length})</span>
                  </summary>
                  <ol>
                    {places.map((place) => (
                      <li key={place.member}>
                        <p>
                          <b>{place.place === null ? '—' : place.place}</b> {place.title}
                          <span className="quiet">
                            {' '}
                            {place.share === null ? 'мало данных' : figureInWords(place.share, 'share')}
                            {trendInWords(place.trend)}
                          </span>
                        </p>
                        <p className="quiet">{place.praise ?? place.advice}</p>
                      </li>
                    ))}
                  </ol>
                </details>
              ))}
            </>
          )
        }
      </Loading>
    </section>
  )
}

function download(leagues: Ranking['leagues']): void {
  const lines = leagues.flatMap(({ kind, places }) =>
    places.map(({ place, title, share, trend }) => [
      kindInWords(kind),
      place === null ? '' : String(place),
      title,
      share === null ? '' : figureInWords(share, 'share'),
      trend === null ? '' : String(Math.round(trend * 100)),
    ]),
  )
  saveText('Лиги.csv', toCsv([['Лига', 'Место', 'Учреждение', 'В срок', 'Изменилось, п. п.'], ...lines]))
}

function trendInWords(trend: number | null): string {
  const points = trend === null ? 0 : Math.round(trend * 100)
  if (points === 0) return ''
  return `, стало ${points > 0 ? 'лучше' : 'хуже'} на ${Math.abs(points)} п. п.`
}

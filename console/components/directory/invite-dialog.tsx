import { Button, Spinner } from '@vkontakte/vkui/dist/cssm'
import { useEffect, useState } from 'react'
import { encode } from 'uqr'
import type { z } from 'zod'
import type * as schemas from '../../../src/web/api/directory-schemas.ts'
import { sentenceOf } from '../../api/client.ts'
import { useConsole } from '../../hooks/console-context.ts'
import { Sheet } from '../sheet.tsx'

type Invitation = z.output<typeof schemas.invitation>

interface Props {
  readonly institution: { readonly id: number; readonly title: string }
  readonly onClose: () => void
}

/** A code for one person, to read out, to send or to show as a QR code. */
export function InviteDialog({ institution, onClose }: Props) {
  const { client } = useConsole()
  const [made, setMade] = useState<Invitation | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  useEffect(() => {
    // In development effects run twice; a second code would make the first look lost.
    const timer = setTimeout(() => {
      client
        .post<Invitation>('/directory/invites', { institutionId: institution.id })
        .then(setMade, (error: unknown) => setProblem(sentenceOf(error)))
    })
    return () => clearTimeout(timer)
  }, [client, institution.id])
  return (
    <Sheet title={`Код для сотрудника: ${institution.title}`} onClose={onClose}>
      {problem !== null && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      {made === null && problem === null && <Spinner size="m">Готовлю код</Spinner>}
      {made !== null && <Made invitation={made} />}
      <Button size="l" stretched mode="secondary" onClick={onClose}>
        Закрыть
      </Button>
    </Sheet>
  )
}

function Made({ invitation: { code, writeTo } }: { readonly invitation: Invitation }) {
  const address = writeTo === null ? null : `https://vk.me/club${writeTo}?ref=invite`
  return (
    <>
      <p className="invite-code">{code}</p>
      <p>
        Сотрудник пишет этот код боту{address === null ? '' : ' по ссылке из QR-кода'}. Код одноразовый и
        действует 7 дней.
      </p>
      {address !== null && <QrCode text={address} />}
      <Button size="l" stretched onClick={() => void navigator.clipboard?.writeText(code)}>
        Скопировать код
      </Button>
    </>
  )
}

function QrCode({ text }: { readonly text: string }) {
  const { data, size } = encode(text, { border: 2 })
  const dots = data.flatMap((line, y) => line.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])))
  return (
    <svg className="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={`QR-код ссылки ${text}`}>
      <rect width={size} height={size} fill="#fff" />
      <path d={dots.join('')} fill="#000" />
    </svg>
  )
}

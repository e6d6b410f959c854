import { useState } from 'react'
import type { Place } from '../api/client.ts'
import { Icon } from './icons.tsx'

interface PlaceFormProps {
  readonly onSend: (place: Place) => Promise<boolean>
  readonly onClose: () => void
}

/** A point on the map as numbers: the sandbox has no map, and its region is invented. */
export function PlaceForm({ onSend, onClose }: PlaceFormProps) {
  const [latitude, setLatitude] = useState('56.12')
  const [longitude, setLongitude] = useState('40.4')
  const place = parsePlace(latitude, longitude)
  const send = async () => {
    if (place !== null && (await onSend(place))) onClose()
  }
  return (
    <form
      className="place-form"
      aria-label="Отправить место"
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <label>
        Широта
        <input inputMode="decimal" value={latitude} onChange={(event) => setLatitude(event.target.value)} />
      </label>
      <label>
        Долгота
        <input inputMode="decimal" value={longitude} onChange={(event) => setLongitude(event.target.value)} />
      </label>
      <button type="submit" className="main-button" disabled={place === null}>
        Отправить место
      </button>
      <button type="button" className="icon-button" aria-label="Не отправлять место" onClick={onClose}>
        <Icon name="close" size={20} />
      </button>
    </form>
  )
}

function parsePlace(latitude: string, longitude: string): Place | null {
  const place = { latitude: parseDegrees(latitude), longitude: parseDegrees(longitude) }
  return Math.abs(place.latitude) <= 90 && Math.abs(place.longitude) <= 180 ? place : null
}

function parseDegrees(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text.replace(',', '.'))
}

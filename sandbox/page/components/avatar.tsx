import { avatarColour, initials } from '../model/avatar.ts'

export function Avatar({
  id,
  name,
  size,
}: {
  readonly id: number
  readonly name: string
  readonly size: 'small' | 'medium' | 'large'
}) {
  return (
    <span className={`avatar avatar-${size} avatar-colour-${avatarColour(id)}`} aria-hidden="true">
      {initials(name)}
    </span>
  )
}

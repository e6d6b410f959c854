/** Icons of the page, drawn in one stroke style; each is hidden from screen readers because its button has a label. */

const paths = {
  back: 'M15 5l-7 7 7 7',
  bell: 'M6 16.5V11a6 6 0 1 1 12 0v5.5l1.5 2h-15zM10 21h4',
  bellOff: 'M8.2 6.3A6 6 0 0 1 18 11v4M6 10.5v6l-1.5 2H16M10 21h4M4 4l16 16',
  chevron: 'M6 9l6 6 6-6',
  close: 'M6 6l12 12M18 6L6 18',
  clip: 'M20 11.5l-8.2 8.2a5.2 5.2 0 0 1-7.4-7.4L13 3.7a3.5 3.5 0 0 1 5 5l-8.6 8.5a1.7 1.7 0 0 1-2.5-2.4l7.9-7.8',
  down: 'M12 5v14M6 13l6 6 6-6',
  file: 'M13.5 3H7a2 2 0 0 0-2 2v14a2 2 0 0 0 2 2h10a2 2 0 0 0 2-2V8.500zM13.5 3v5.500H19',
  image:
    'M5 4h14a1.5 1.5 0 0 1 1.5 1.500v13A1.5 1.5 0 0 1 19 20H5a1.5 1.5 0 0 1-1.5-1.500v-13A1.5 1.5 0 0 1 5 4zM4 17l5-5 4 4 2.5-2.500L20 18M15.5 9h.01',
  keyboard:
    'M4 6h16a1.5 1.5 0 0 1 1.5 1.500v9A1.5 1.5 0 0 1 20 18H4a1.5 1.5 0 0 1-1.5-1.500v-9A1.5 1.5 0 0 1 4 6zM8 14.500h8M6.5 10h.01M10.2 10h.01M13.8 10h.01M17.5 10h.01',
  link: 'M8 16L16.5 7.500M9.5 7H17v7.5',
  place:
    'M12 21.500s7-6.2 7-11.500a7 7 0 1 0-14 0c0 5.3 7 11.5 7 11.500zM12 12.500a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z',
  reply: 'M10 8V4.500L3.5 11l6.5 6.500V14c5 0 8.5 1.5 10.5 5-.5-6-4-10.5-10.5-11z',
  search: 'M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM20.5 20.500L16 16',
  send: 'M4.5 19.500L21 12 4.5 4.5 6.5 12zM6.5 12H13',
  voice: 'M5 10v4M8.5 7v10M12 4v16M15.5 8v8M19 10v4',
} as const

export type IconName = keyof typeof paths

export function Icon({ name, size = 24 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg className="icon" width={size} height={size} viewBox="0 0 24 24" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  )
}

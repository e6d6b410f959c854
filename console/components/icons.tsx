import type { ReactNode } from 'react'

const icon = (path: ReactNode) => () => (
  <svg
    width="24"
    height="24"
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    strokeWidth="1.8"
    aria-hidden="true"
  >
    {path}
  </svg>
)

export const BackIcon = icon(<path d="M15 5l-7 7 7 7" strokeLinecap="round" strokeLinejoin="round" />)
export const HelpIcon = icon(
  <>
    <circle cx="12" cy="12" r="9" />
    <path d="M9.5 9.3a2.6 2.6 0 1 1 3.6 2.4c-.8.4-1.1.9-1.1 1.8M12 16.6v.2" strokeLinecap="round" />
  </>,
)
export const ExitIcon = icon(
  <path
    d="M10 4H6a2 2 0 0 0-2 2v12a2 2 0 0 0 2 2h4M15 8l4 4-4 4M19 12H9"
    strokeLinecap="round"
    strokeLinejoin="round"
  />,
)
export const ClipIcon = icon(
  <path
    d="M8 12.500l5.600-5.600a3 3 0 0 1 4.300 4.300l-7.300 7.300a5 5 0 0 1-7.100-7.100L10.800 4"
    strokeLinecap="round"
  />,
)

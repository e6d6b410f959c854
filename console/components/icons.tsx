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
export const QueueIcon = icon(<path d="M4 6h16M4 12h16M4 18h10" strokeLinecap="round" />)
export const FiguresIcon = icon(
  <path d="M5 20V11M12 20V4M19 20v-6" strokeLinecap="round" strokeLinejoin="round" />,
)
export const MapIcon = icon(
  <>
    <rect x="4" y="4" width="16" height="16" rx="3" />
    <path d="M4 12h16M12 4v16" />
  </>,
)
export const DirectoryIcon = icon(
  <path d="M5 5a2 2 0 0 1 2-2h12v15H7a2 2 0 0 0 0 3h12M9 8h6" strokeLinecap="round" strokeLinejoin="round" />,
)
export const QualityIcon = icon(
  <>
    <circle cx="12" cy="12" r="9" />
    <path d="M8 12.300l2.800 2.700L16 9.500" strokeLinecap="round" strokeLinejoin="round" />
  </>,
)

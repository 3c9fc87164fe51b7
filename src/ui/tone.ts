/** The tones in which a state is said; each comes with an icon and a word, never with color alone. */
import { CircleAlert, CircleCheck, CircleDashed, CircleHelp, Info, TriangleAlert, type LucideIcon } from 'lucide-react'

export type Tone = 'neutral' | 'info' | 'success' | 'warning' | 'danger' | 'unknown'

export const toneIcons: Record<Tone, LucideIcon> = {
  neutral: CircleDashed,
  info: Info,
  success: CircleCheck,
  warning: TriangleAlert,
  danger: CircleAlert,
  unknown: CircleHelp,
}

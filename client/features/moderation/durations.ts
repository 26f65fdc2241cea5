const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Lengths that a sanction can have, in milliseconds; null: without end. */
export const durations = {
  "15-minutes": 15 * minute,
  "1-hour": hour,
  "24-hours": day,
  "7-days": 7 * day,
  "30-days": 30 * day,
  endless: null,
} as const;

export type DurationId = keyof typeof durations;

export const durationIds = Object.keys(durations) as DurationId[];

/** What can have happened to an incident, as its history tells it. */
export const timelineKinds = [
  'change',
  'onset',
  'alert',
  'received',
  'message',
  'explained',
  'decision',
  'feedback',
  'resolved',
] as const;

export interface TimelineEvent {
  readonly atMs: number;
  readonly kind: (typeof timelineKinds)[number];
  readonly text: string;
}

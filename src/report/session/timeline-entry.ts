export type Tone = 'good' | 'bad' | 'warning' | 'plain';

/** One thing that happened, told in one line with details below it. */
export interface TimelineEntry {
  readonly seq: number;
  /** ISO. */
  readonly time: string;
  readonly actor: string;
  /** Id of the step that it is about. */
  readonly step?: string;
  readonly text: string;
  readonly tone: Tone;
  readonly details: readonly Detail[];
}

export interface Detail {
  readonly label: string;
  readonly text: string;
}

/** What an event says; who and when come from its record. */
export type Told = Pick<TimelineEntry, 'text' | 'tone'> & Partial<Pick<TimelineEntry, 'step' | 'details'>>;

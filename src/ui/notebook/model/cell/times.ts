import { durationText } from '../../../text/table/duration.ts';

/** How long something took, as it is read at a glance. */
export function took(milliseconds: number): string {
  return milliseconds < 1000 ? `${String(Math.round(milliseconds))} ms` : durationText(milliseconds);
}

/** The time of day of an ISO time, as the log has it: UTC. */
export function clockTime(iso: string): string {
  return `${iso.slice(11, 19)}Z`;
}

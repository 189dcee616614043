import { formatDuration } from '../../../runbook/values/duration.ts';
import { timeText } from '../text.ts';
import { html, type Markup } from './markup.ts';

/** A moment, `2026-01-02 03:04:05 UTC`, with the exact time for programs. */
export function moment(iso: string): Markup {
  return html`<time datetime="${iso}">${timeText(iso)}</time>`;
}

/** The time of day alone, `03:04:05`, where the day is that of a moment told before; else the whole moment. */
export function clock(iso: string, told: string): Markup {
  if (iso.slice(0, 10) !== told.slice(0, 10)) return moment(iso);
  return html`<time datetime="${iso}">${iso.slice(11, 19)}</time>`;
}

/** Milliseconds in whole seconds: `1h2m3s`. */
export function spanText(milliseconds: number): string {
  return formatDuration(Math.round(Math.max(0, milliseconds) / 1000) * 1000);
}

import type { Evidence } from '../../outcome.ts';
import type { Service } from '../../../runbook/inventory.ts';
import { type Sample, seriesName } from './samples.ts';

/** The figure of one thing: of all, or of one value of the label that is looked through. */
export interface Figure {
  /** As people know it. */
  readonly what: string;
  /** The value of the label; undefined: the figure is the only one. */
  readonly key: string | undefined;
  readonly value: number;
  readonly text: string;
}

export type Figures =
  | { readonly kind: 'figures'; readonly figures: readonly [Figure, ...Figure[]] }
  /** There is not one series for each: what came instead, in words. */
  | { readonly kind: 'none'; readonly observed: string };

/** Series that are named in a message. */
const most = 5;

/**
 * The figures of an instant query: one, or one for each value of a label. No series, several where one is meant, one
 * without the label and two of the same value are not figures.
 */
export function figuresOf(samples: readonly Sample[], name: string, label: string | undefined): Figures {
  const [first, ...rest] = samples;
  if (first === undefined) return { kind: 'none', observed: 'no series' };
  if (label === undefined) {
    if (rest.length > 0) return { kind: 'none', observed: `${samples.length} series: ${namesOf(samples)}` };
    return {
      kind: 'figures',
      figures: [{ what: name, key: undefined, value: first.value, text: first.text }],
    };
  }
  const unlabelled = samples.filter(({ labels }) => !Object.hasOwn(labels, label));
  if (unlabelled.length > 0)
    return { kind: 'none', observed: `series without the label ${label}: ${namesOf(unlabelled)}` };
  const keys = samples.map(({ labels }) => labels[label] ?? '');
  const twice = keys.find((key, index) => keys.indexOf(key) !== index);
  if (twice !== undefined)
    return { kind: 'none', observed: `several series of ${label} ${JSON.stringify(twice)}` };
  const figure = ({ labels, value, text }: Sample): Figure => {
    const key = labels[label] ?? '';
    return { what: key, key, value, text };
  };
  return { kind: 'figures', figures: [figure(first), ...rest.map(figure)] };
}

function namesOf(samples: readonly Sample[]): string {
  const names = samples.slice(0, most).map(({ labels, text }) => `${seriesName(labels)} ${text}`);
  return samples.length > most ? `${names.join('; ')}; …` : names.join('; ');
}

/** The inventory's names of the services that rows of evidence are about, by their name or their Deployment's. */
export function servicesNamed(rows: readonly Evidence[], services: readonly Service[]): readonly string[] {
  return services
    .filter(({ name, deployment }) => rows.some(({ what }) => what === name || what === deployment))
    .map(({ name }) => name);
}

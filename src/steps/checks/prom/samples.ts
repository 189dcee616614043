import { field, items, record, text } from '../../manifest/json.ts';

export type Labels = Readonly<Record<string, string>>;

/** The value of one series at one moment. */
export interface Sample {
  readonly labels: Labels;
  /** NaN where it is no number. */
  readonly value: number;
  /** As Prometheus wrote it. */
  readonly text: string;
}

export type Samples =
  | { readonly kind: 'samples'; readonly samples: readonly Sample[] }
  /** A result that has no single value for a series, such as a `matrix`. */
  | { readonly kind: 'other'; readonly type: string };

/** The samples of an instant query: those of a vector, or the one of a scalar. */
export function readSamples(data: unknown): Samples {
  const type = text(field(data, 'resultType')) ?? 'nothing that is known';
  const result = field(data, 'result');
  switch (type) {
    case 'scalar':
      return { kind: 'samples', samples: [sample({}, result)] };
    case 'vector':
      return {
        kind: 'samples',
        samples: items(result).map((each) => sample(labelsOf(each), field(each, 'value'))),
      };
    default:
      return { kind: 'other', type };
  }
}

/** A series as Prometheus writes it: `{service="reporting"}`. */
export function seriesName(labels: Labels): string {
  const { __name__: metric = '', ...others } = labels;
  const pairs = Object.entries(others).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  return `${metric}{${pairs.join(', ')}}`;
}

function labelsOf(series: unknown): Labels {
  const entries = Object.entries(record(field(series, 'metric')));
  return Object.fromEntries(
    entries.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  );
}

/** A native histogram stands in the place of the value: that is no number either. */
function sample(labels: Labels, pair: unknown): Sample {
  const [, written] = items(pair);
  if (typeof written !== 'string') return { labels, value: Number.NaN, text: 'no single number' };
  return { labels, value: numberOf(written), text: written };
}

function numberOf(written: string): number {
  const infinite = /^([+-]?)Inf$/.exec(written);
  if (infinite !== null) return infinite[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return written.trim() === '' ? Number.NaN : Number(written);
}

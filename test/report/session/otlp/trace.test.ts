import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Exported } from '../../../../src/report/session/export/exported.ts';
import { exportOtlp } from '../../../../src/report/session/otlp/trace.ts';
import type { SessionEvent } from '../../../../src/session/events.ts';
import { eventful } from '../../../cli/write-session.ts';
import { exportedOf, hostileEvents, hostileOutput, textOf } from '../../../fixtures/report/exported.ts';
import { expectGolden } from '../../../fixtures/golden.ts';

const attributes = z.array(
  z.strictObject({
    key: z.string().min(1),
    value: z.union([
      z.strictObject({ stringValue: z.string() }),
      z.strictObject({ intValue: z.string().regex(/^-?\d+$/) }),
      z.strictObject({ boolValue: z.boolean() }),
    ]),
  }),
);
const nanoseconds = z.string().regex(/^\d{19}$/);

/** The messages of opentelemetry/proto/trace/v1/trace.proto in JSON, as far as they are used. */
const spanSchema = z.strictObject({
  traceId: z.string().regex(/^[0-9a-f]{32}$/),
  spanId: z.string().regex(/^[0-9a-f]{16}$/),
  parentSpanId: z
    .string()
    .regex(/^[0-9a-f]{16}$/)
    .optional(),
  name: z.string().min(1),
  kind: z.union([z.literal(1), z.literal(2)]),
  startTimeUnixNano: nanoseconds,
  endTimeUnixNano: nanoseconds,
  attributes,
  events: z.array(z.strictObject({ timeUnixNano: nanoseconds, name: z.string(), attributes })),
  status: z.strictObject({ code: z.union([z.literal(0), z.literal(2)]), message: z.string().optional() }),
});
const scopeSpans = z.strictObject({
  scope: z.strictObject({ name: z.string(), version: z.string() }),
  schemaUrl: z.url(),
  spans: z.array(spanSchema),
});
const requestSchema = z.strictObject({
  resourceSpans: z.tuple([
    z.strictObject({
      resource: z.strictObject({ attributes }),
      schemaUrl: z.url(),
      scopeSpans: z.tuple([scopeSpans]),
    }),
  ]),
});

type Spans = z.infer<typeof scopeSpans>['spans'];

async function spansOf(exported: Exported): Promise<Spans> {
  const request = requestSchema.parse(JSON.parse(await textOf(exportOtlp, exported)));
  return request.resourceSpans[0].scopeSpans[0].spans;
}

function value(span: Spans[number] | undefined, key: string): unknown {
  const found = span?.attributes.find((each) => each.key === key)?.value;
  return found === undefined ? undefined : Object.values(found)[0];
}

describe('a session as a trace', () => {
  it('is one span with a span for each step below it, and for each attempt where there were several', async () => {
    const text = await textOf(exportOtlp, exportedOf(eventful));
    expectGolden(new URL('../../../fixtures/report/session/eventful.otlp.json', import.meta.url), text);
    const [root, ...rest] = await spansOf(exportedOf(eventful));
    expect(root).toMatchObject({
      name: 'RUN greet',
      kind: 2,
      status: { code: 2, message: 'went on after a failure' },
    });
    expect(root?.parentSpanId).toBeUndefined();
    const hello = rest.find(({ name }) => name === 'hello');
    const parents = new Map(rest.map(({ name, parentSpanId }) => [name, parentSpanId]));
    expect(Object.fromEntries(parents)).toEqual({
      hello: root?.spanId,
      'hello attempt 1': hello?.spanId,
      'hello attempt 2': hello?.spanId,
      heard: root?.spanId,
      go: root?.spanId,
      later: root?.spanId,
    });
    expect(new Set([root, ...rest].map((span) => span?.traceId)).size).toBe(1);
  });

  it('says by the conventions for CI/CD what came of each', async () => {
    const spans = await spansOf(exportedOf(eventful));
    const named = (name: string): Spans[number] | undefined => spans.find((span) => span.name === name);
    expect(value(spans[0], 'cicd.pipeline.result')).toBe('failure');
    const results = ['hello', 'hello attempt 1', 'heard', 'later'].map((name) =>
      value(named(name), 'cicd.pipeline.task.run.result'),
    );
    expect(results).toEqual(['success', 'failure', 'success', 'skip']);
    expect(value(named('hello attempt 1'), 'error.type')).toBe('step/exit-code');
    expect(value(named('hello attempt 1'), 'process.exit.code')).toBe('1');
    expect(value(named('hello'), 'error.type')).toBeUndefined();
  });

  it('has no result of what has not ended, and times that never run back', async () => {
    const spans = await spansOf(exportedOf(eventful.slice(0, 2)));
    expect(spans.map((span) => value(span, 'cicd.pipeline.task.run.result'))).toEqual([undefined, undefined]);
    const backwards = await spansOf(exportedOf(eventful, { seconds: [0, 100, 1] }));
    expect(
      backwards.filter(({ startTimeUnixNano: from, endTimeUnixNano: to }) => BigInt(to) < BigInt(from)),
    ).toEqual([]);
  });

  it.each([
    ['timeout', 'timeout', 2],
    ['operator', 'cancellation', 0],
  ] as const)('tells of an attempt that was stopped by %s', async (stopped, result, code) => {
    const [begin, start, end] = eventful;
    if (begin === undefined || start === undefined || end?.type !== 'step.finished')
      throw new Error('it is another session');
    const events: readonly SessionEvent[] = [begin, start, { ...end, stopped }];
    const [, step] = await spansOf(exportedOf(events));
    expect(value(step, 'cicd.pipeline.task.run.result')).toBe(result);
    expect(step?.status.code).toBe(code);
  });

  it('stays JSON with whole characters, whatever the log says', async () => {
    const odd = [...hostileEvents(), { type: 'note', text: 'half \ud800 a character' } as const];
    const spans = await spansOf(exportedOf(odd, { outputs: [hostileOutput] }));
    expect(spans.length).toBeGreaterThan(3);
    const text = await textOf(exportOtlp, exportedOf(odd));
    expect(text.isWellFormed()).toBe(true);
    expect(text).not.toContain('\\ud800');
  });
});

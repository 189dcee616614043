import { actorName, type SessionRecord } from '../../../session/record.ts';
import type { Exported } from '../export/exported.ts';
import { type StepStory, stepStories } from '../story.ts';
import { encodeAttributes, encodeSpan, type Attributes, type Span, type SpanEvent } from './span.ts';
import { sessionVerdict } from './result.ts';
import { stepSpans } from './step-spans.ts';

/** The conventions whose names are used. */
const schemaUrl = 'https://opentelemetry.io/schemas/1.37.0';

/**
 * A session as one trace in the JSON encoding of OTLP, ready to be posted to a collector's /v1/traces: a span for the
 * session, below it one for each step, below that one for each attempt where there were several. Names are those of the
 * semantic conventions for CI/CD, as far as they go; the rest begins with `teei_runbook.`.
 */
export async function* exportOtlp(exported: Exported): AsyncGenerator<string> {
  const { session, records, titles } = exported;
  const id = session.state.session;
  const stories = stepStories(session, records);
  const resource = JSON.stringify({ attributes: encodeAttributes(resourceOf(exported)) });
  const scope = JSON.stringify({ name: 'teei-runbook', version: session.started.tool.version });
  yield `{"resourceSpans":[{"resource":${resource},"schemaUrl":"${schemaUrl}","scopeSpans":[{"scope":${scope},"schemaUrl":"${schemaUrl}","spans":[\n`;
  yield JSON.stringify(encodeSpan(id, rootSpan(exported, stories)));
  for (const story of stories) {
    const spans = stepSpans(id, story, titles.get(story.id), session.lastAt);
    yield spans.map((span) => `,\n${JSON.stringify(encodeSpan(id, span))}`).join('');
  }
  yield await Promise.resolve('\n]}]}]}\n');
}

function resourceOf({ session: { state, started } }: Exported): Attributes {
  return {
    'service.name': 'teei-runbook',
    'service.version': started.tool.version,
    'host.name': started.host.name,
    'cicd.pipeline.name': state.runbookId,
    'cicd.pipeline.run.id': state.session,
    'deployment.environment.name': state.environment.name,
    'vcs.ref.head.revision': started.runbook.git_rev,
    'k8s.cluster.uid': state.cluster?.uid,
    'k8s.namespace.name': state.cluster === undefined ? undefined : state.environment.namespace,
  };
}

function rootSpan({ session, records }: Exported, stories: readonly StepStory[]): Span {
  const { state, started, startedAt, lastAt } = session;
  const { result, error, message } = sessionVerdict(state.phase);
  return {
    key: 'session',
    parent: undefined,
    name: `RUN ${state.runbookId}`,
    kind: 'server',
    from: startedAt,
    to: lastAt,
    result,
    message,
    attributes: {
      'cicd.pipeline.name': state.runbookId,
      'cicd.pipeline.run.id': state.session,
      'cicd.pipeline.action.name': 'RUN',
      'cicd.pipeline.result': result,
      'error.type': error,
      'user.name': state.operator,
      'teei_runbook.session.phase': state.phase.phase,
      'teei_runbook.session.mode': started.mode,
      'teei_runbook.session.purpose': started.purpose,
      'teei_runbook.session.production': state.environment.production,
      'teei_runbook.session.rehearsal': state.rehearsal,
      'teei_runbook.session.steps': stories.length,
      'teei_runbook.runbook.sha256': started.runbook.sha256,
    },
    events: records.flatMap(sessionEvents),
  };
}

/** What happened to the session itself. */
function sessionEvents({ envelope, event }: SessionRecord): readonly SpanEvent[] {
  const told = (name: string, attributes: Attributes): readonly SpanEvent[] => [
    { time: envelope.time, name, attributes: { 'user.name': actorName(envelope.actor), ...attributes } },
  ];
  switch (event.type) {
    case 'note':
      return told('note', { 'teei_runbook.text': event.text });
    case 'session.handed-over':
      return told('handed-over', { 'teei_runbook.to': event.to, 'teei_runbook.text': event.note });
    case 'session.resumed':
      return told('resumed', { 'host.name': event.host.name });
    case 'session.paused':
      return told('paused', { 'teei_runbook.text': event.reason });
    default:
      return [];
  }
}

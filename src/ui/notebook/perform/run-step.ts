import { visibleText } from '../../../problem/visible-text.ts';
import type { Preview } from '../../../steps/preview.ts';
import { sessionPlaces, shortText } from '../../describe/short-names.ts';
import { line, type Line, span } from '../../text/line.ts';
import { changesProduction } from '../model/danger.ts';
import type { PerformContext, Performed } from './context.ts';
import { requiredText } from './fields.ts';
import { cancelled, stay } from './outcome.ts';

/**
 * Runs the current step. What is dangerous is shown again and confirmed, with Cancel in focus; the first change
 * of a production environment wants its namespace typed.
 */
export async function runStep(context: PerformContext): Promise<Performed> {
  const { session } = context;
  const planned = session.current;
  if (planned !== undefined) {
    const agreed = await agree(context, planned);
    if (!agreed) return cancelled;
  }
  return stay(session.dispatch({ intent: 'run', consent: 'person' }));
}

type Planned = NonNullable<PerformContext['session']['current']>;

/** True where nothing is to be confirmed, or the operator has. */
async function agree(context: PerformContext, planned: Planned): Promise<boolean> {
  if (changesProduction(context.session, planned)) {
    return context.consent.given
      ? confirm(context, planned, changesWhat(context))
      : typeNamespace(context, planned);
  }
  return planned.step.options.confirm ? confirm(context, planned, 'This step asks to be confirmed.') : true;
}

function isRehearsal({ session }: PerformContext): boolean {
  return session.state.rehearsal !== undefined;
}

function changesWhat(context: PerformContext): string {
  return isRehearsal(context) ? 'REHEARSAL: this changes nothing real.' : 'This changes PRODUCTION.';
}

async function confirm(context: PerformContext, planned: Planned, why: string): Promise<boolean> {
  const chosen = await context.dialogs.menu({
    title: `Run it? ${planned.step.title}`,
    body: [line(why, 'strong'), ...what(context, planned)],
    items: [{ id: 'run', label: 'Run it' }],
    danger: true,
    cancel: 'Cancel',
  });
  return chosen === 'run';
}

async function typeNamespace(context: PerformContext, planned: Planned): Promise<boolean> {
  const { environment } = context.session.state;
  const word = environment.namespace === '' ? environment.name : environment.namespace;
  const filled = await context.dialogs.form({
    title: `Run it? ${planned.step.title}`,
    body: [
      isRehearsal(context)
        ? [
            span(' REHEARSAL ', 'rehearsal'),
            span(` This changes a rehearsal of ${visibleText(environment.name)}.`),
          ]
        : [span(' PRODUCTION ', 'production'), span(` This changes ${visibleText(environment.name)}.`)],
      ...what(context, planned),
    ],
    fields: [
      {
        ...requiredText('namespace', `Type ${word} to go on`, `Type ${word}, or cancel.`),
        hint: 'Once in this session; later changes are confirmed by a key.',
        check: (text) => (text.trim() === word ? undefined : `That is not ${word}.`),
      },
    ],
    submit: 'Run it',
    danger: true,
  });
  if (filled.filled === 'cancelled') return false;
  context.consent.given = true;
  return true;
}

/** What will happen, once more, where the decision is made. */
function what({ session }: PerformContext, planned: Planned): readonly Line[] {
  const { environment, cluster, cwd } = session.state;
  const places = sessionPlaces(session.deps.journal.folder, cwd);
  const row = (label: string, text: string): Line => [
    span(label.padEnd(10), 'dim'),
    span(shortText(text, places)),
  ];
  const preview: Preview = session.preview(planned);
  const place =
    cluster === undefined
      ? environment.name
      : `${environment.name}: ${cluster.context}, namespace ${cluster.namespace}`;
  const command = (preview.command ?? '').trimEnd().split('\n').filter(Boolean);
  return [
    ...command.map((text) => line(visibleText(text), 'command')),
    row('where', place),
    ...preview.changes.map((text, at) => row(at === 0 ? 'changes' : '', text)),
    ...preview.verifies.map((text, at) => row(at === 0 ? 'verifies' : '', text)),
    ...(preview.undo === undefined ? [] : [row('undone by', preview.undo)]),
  ];
}

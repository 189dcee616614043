import { err, ok, problem, type Result } from '../../problem/problem.ts';
import { visibleText } from '../../problem/visible-text.ts';
import type { Value } from '../../runbook/condition.ts';
import type { Environment, Inventory } from '../../runbook/inventory.ts';
import type { Parameter } from '../../runbook/parameter.ts';
import type { HandOver } from '../../session/state.ts';
import type { ClusterIdentity } from '../../steps/ports/cluster.ts';
import { oneLine } from '../../ui/form/field.ts';
import type { Field } from '../../ui/form/form.ts';
import type { ScreenDialogs } from '../../ui/form/screen-dialogs.ts';
import { type Line, line, span } from '../../ui/text/line.ts';
import { safeLine } from '../../ui/text/safe.ts';
import { parseGiven } from './parameters.ts';
import type { Briefing, Questions } from './questions.ts';

/** Asks on the full screen, which `opened` waits for. Whoever cancels a question starts nothing: that is a problem of its own. */
export function askOnScreen(
  dialogs: ScreenDialogs,
  opened = (): Promise<void> => Promise.resolve(),
): Questions {
  return {
    briefing: (briefing) => brief(dialogs, briefing, opened),
    environment: (names, inventory) => askEnvironment(dialogs, names, inventory),
    parameters: (parameters, inventory) => askParameters(dialogs, parameters, inventory),
    cluster: (identity, environment) => askCluster(dialogs, identity, environment),
    yesNo: (question, about) => askYesNo(dialogs, question, about),
    operator: (handedTo) => askOperator(dialogs, handedTo),
  };
}

function cancelled(what: string): Result<never> {
  return err(problem('run/cancelled', what, { hint: 'Call it again when you are ready' }));
}

const nothingStarted = 'You cancelled; nothing was started.';

/** Milliseconds in which a frame is drawn. */
const frame = 50;

async function brief(
  dialogs: ScreenDialogs,
  { title, lines, shown }: Briefing,
  opened: () => Promise<void>,
): Promise<Result<void>> {
  await opened();
  setTimeout(shown, frame);
  const chosen = await dialogs.menu({
    title: visibleText(title),
    body: lines.map((text) => safeLine(text)),
    items: [{ id: 'begin', label: 'Begin' }],
    initial: 'begin',
    danger: false,
    cancel: 'Start nothing',
  });
  return chosen === undefined ? cancelled(nothingStarted) : ok(undefined);
}

/** The first that is not production has the focus; where there is none, Cancel. */
async function askEnvironment(
  dialogs: ScreenDialogs,
  names: readonly string[],
  { environments }: Inventory,
): Promise<Result<Environment>> {
  const items = names.map((name) => {
    const environment = environments[name];
    const production = environment?.production !== false;
    const namespace = environment === undefined ? '' : `namespace ${environment.namespace}`;
    return {
      id: name,
      label: visibleText(name),
      hint: visibleText(namespace),
      ...(production ? { tag: span('PRODUCTION', 'production') } : {}),
    };
  });
  const safe = names.find((name) => environments[name]?.production === false);
  const chosen = await dialogs.menu({
    title: 'In which environment?',
    body: [],
    items,
    ...(safe === undefined ? {} : { initial: safe }),
    danger: false,
    cancel: 'Start nothing',
  });
  const environment = chosen === undefined ? undefined : environments[chosen];
  return environment === undefined ? cancelled(nothingStarted) : ok(environment);
}

async function askParameters(
  dialogs: ScreenDialogs,
  parameters: readonly Parameter[],
  inventory: Inventory,
): Promise<Result<ReadonlyMap<string, Value>>> {
  const filled = await dialogs.form({
    title: 'What the runbook has to know',
    body: [],
    fields: parameters.map((parameter) => parameterField(parameter, inventory)),
    submit: 'Go on',
    danger: false,
  });
  if (filled.filled === 'cancelled') return cancelled(nothingStarted);
  const values = new Map<string, Value>();
  for (const parameter of parameters) {
    const value = parseGiven(parameter, filled.values[parameter.name] ?? '', inventory);
    if (!value.ok) return value;
    values.set(parameter.name, value.value);
  }
  return ok(values);
}

/** A parameter as a field of a form, checked as one types. */
function parameterField(parameter: Parameter, inventory: Inventory): Field {
  const { name, type, description, example } = parameter;
  const choices = choicesOf(parameter, inventory);
  const about = [
    ...(description === undefined ? [] : [visibleText(description)]),
    ...(example === undefined ? [] : [`such as ${visibleText(example)}`]),
  ];
  const hint = [...about, ...(about.length === 0 ? kindHint(parameter) : [])].join(', ');
  return {
    name,
    label: name,
    kind: type === 'secret' ? 'secret' : choices.length > 0 ? 'choice' : 'text',
    choices,
    initial: parameter.default ?? '',
    ...(hint === '' ? {} : { hint }),
    check(text) {
      const parsed = parseGiven(parameter, text, inventory);
      if (parsed.ok) return undefined;
      const [first] = parsed.problems;
      // The example stands under the field already.
      const advice = first?.hint === `For example ${example}` ? undefined : first?.hint;
      return [first?.message, advice].filter((each) => each !== undefined).join(' ');
    },
  };
}

/** What a field takes where its author did not say. */
function kindHint({ type }: Parameter): readonly string[] {
  switch (type) {
    case 'secret':
      return ['never shown and never stored'];
    case 'string':
    case 'enum':
    case 'boolean':
      return [];
    default:
      return [type];
  }
}

function choicesOf({ type, values }: Parameter, { services }: Inventory): readonly string[] {
  if (type === 'boolean') return ['yes', 'no'];
  if (type !== 'enum') return [];
  return values === 'services' ? services.map(({ name }) => name) : values;
}

async function askCluster(
  dialogs: ScreenDialogs,
  identity: ClusterIdentity,
  { name, production }: Environment,
): Promise<Result<void>> {
  const context = oneLine(identity.context);
  const filled = await dialogs.form({
    title: `Pin this session to one cluster, for ${visibleText(name)}`,
    body: [
      production
        ? [...safeLine(`The environment ${name} is `), span('PRODUCTION', 'production'), span('.')]
        : safeLine(`The environment ${name} is not production.`),
      [],
      fact('context', identity.context),
      fact('server', identity.server),
      fact('cluster id', `${identity.uid} (uid of kube-system)`),
      fact('namespace', identity.namespace),
      fact('Kubernetes', identity.version),
    ],
    fields: [
      {
        name: 'context',
        label: `Type ${visibleText(context)} to go on`,
        kind: 'text',
        choices: [],
        initial: '',
        hint: 'The context of the cluster that you mean.',
        check: (text) =>
          text.trim() === context ? undefined : `Type ${visibleText(context)} to confirm the cluster.`,
      },
    ],
    submit: 'Pin it',
    danger: production,
  });
  if (filled.filled === 'submitted') return ok(undefined);
  return err(problem('run/not-confirmed', 'The cluster was not confirmed; nothing was started.'));
}

function fact(name: string, text: string): Line {
  return [span(name.padEnd(12), 'dim'), ...safeLine(text)];
}

async function askYesNo(dialogs: ScreenDialogs, question: string, about: string): Promise<Result<boolean>> {
  const chosen = await dialogs.menu({
    title: visibleText(question),
    body: about.split('\n').map(aboutLine),
    items: [
      { id: 'yes', label: 'Yes' },
      { id: 'no', label: 'No' },
    ],
    danger: false,
    cancel: 'Leave it as it is, and end',
  });
  return chosen === undefined
    ? cancelled('You cancelled; the session stays as it is.')
    : ok(chosen === 'yes');
}

/** Lines of a difference are told apart by their first character. */
function aboutLine(text: string): Line {
  if (text.startsWith('+')) return safeLine(text, 'good');
  return safeLine(text, text.startsWith('-') ? 'bad' : 'plain');
}

async function askOperator(dialogs: ScreenDialogs, { to, note }: HandOver): Promise<Result<string>> {
  const filled = await dialogs.form({
    title: `This session was handed over to ${visibleText(to)}`,
    body: [safeLine(note), line('Whoever goes on with it says who they are: the name goes into the log.')],
    fields: [
      {
        name: 'name',
        label: 'Your name',
        kind: 'text',
        choices: [],
        initial: '',
        check: (text) => (text.trim() === '' ? 'Say who you are.' : undefined),
      },
    ],
    submit: 'Go on',
    danger: false,
  });
  if (filled.filled === 'cancelled') return cancelled('You cancelled; the session stays as it is.');
  return ok((filled.values['name'] ?? '').trim());
}

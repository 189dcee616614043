import { ok } from '../../problem/problem.ts';
import { evaluateCondition } from '../../runbook/conditions/evaluate.ts';
import type { StepKind } from '../../steps/define-step.ts';
import { fillStep, missingValues } from '../fill-step.ts';
import type { IntentOf } from '../intents.ts';
import type { PlannedStep } from '../plan.ts';
import { stepState, type SessionState } from '../state.ts';
import { currentStep } from '../track.ts';
import { type Deciding, type Decision, kindOf, previewContext, refuse, valuesOf } from './context.ts';
import { refuseUnheld } from './holds.ts';

/** Starts the current step. The event holds the command as it will run, and is on disk before anything runs. */
export function run(deciding: Deciding, intent: IntentOf<'run'>): Decision {
  const { plan, state } = deciding;
  const planned = currentStep(plan, state);
  if (planned === undefined) return refuse('session/at-end', 'There is no step left to run.');
  const kind = kindOf(deciding, planned);
  const refusal =
    refuseByKind(kind, planned) ??
    refuseByStatus(state, planned) ??
    refuseAuto(deciding, kind, planned, intent) ??
    refuseUnattended(deciding, kind, planned, intent) ??
    refuseMissing(deciding, planned) ??
    refuseLateSnapshot(state, kind, planned) ??
    refuseUnpinned(deciding, kind, planned, intent) ??
    (intent.asIfHeld ? undefined : refuseUnheld(deciding, planned));
  if (refusal !== undefined) return refusal;
  const filled = fillStep(planned, valuesOf(deciding));
  const { command } = kind.preview(filled, previewContext(deciding));
  return ok([
    {
      type: 'step.started',
      step: { id: planned.id, attempt: stepState(state, planned.id).attempts + 1 },
      kind: kind.kind,
      effect: kind.effect(filled.config, filled.body),
      ...(command === undefined ? {} : { command }),
      cwd: intent.cwd,
      inputs: [...state.values.keys(), ...state.secrets.keys()],
      ...(intent.clusterChecked ? { cluster_checked: true } : {}),
      ...(holdsOnly(kind, filled.config) ? { holds_only: true } : {}),
    },
  ]);
}

function holdsOnly(kind: StepKind, config: PlannedStep['step']['config']): boolean {
  return kind.hold(config) !== undefined || kind.closes(config) !== undefined || kind.beside(config);
}

function refuseByKind(kind: StepKind, planned: PlannedStep): Decision | undefined {
  if (kind.runs(planned.step.config)) return undefined;
  return refuse('session/nothing-to-run', `${planned.id} runs nothing: it asks a person.`);
}

function refuseByStatus(state: SessionState, planned: PlannedStep): Decision | undefined {
  const { status } = stepState(state, planned.id).status;
  if (status === 'running') return refuse('session/running', `${planned.id} is running.`);
  if (status !== 'interrupted') return undefined;
  return refuse(
    'session/interrupted',
    `${planned.id} was interrupted: nobody knows yet how it ended.`,
    'Say what happened first: done, failed or retry',
  );
}

/** By itself runs only what the runbook says so of, what nobody has to read before, and that once. */
function refuseAuto(
  { state }: Deciding,
  kind: StepKind,
  { id, step }: PlannedStep,
  { consent }: IntentOf<'run'>,
): Decision | undefined {
  if (consent !== 'auto') return undefined;
  if (
    step.options.auto === true &&
    kind.byItself(step.config) &&
    !step.options.confirm &&
    stepState(state, id).attempts === 0
  )
    return undefined;
  return refuse('session/person-needed', `${id} does not run by itself.`);
}

function refuseUnattended(
  deciding: Deciding,
  kind: StepKind,
  planned: PlannedStep,
  intent: IntentOf<'run'>,
): Decision | undefined {
  if (intent.consent === 'person') return undefined;
  const { when } = planned.step.options;
  const condition = when && evaluateCondition(when, valuesOf(deciding));
  if (condition?.holds === 'missing') {
    return refuse(
      'session/person-needed',
      `Nobody has said ${condition.missing.join(', ')}, on which ${planned.id} depends.`,
    );
  }
  if (planned.step.options.confirm) {
    return refuse('session/person-needed', `${planned.id} wants a person's consent (confirm: true).`);
  }
  if (planned.step.config['interactive'] === true) {
    return refuse(
      'session/person-needed',
      `${planned.id} takes the terminal over: somebody has to be there.`,
      'Resume the session at a terminal',
    );
  }
  const { state, environment } = deciding;
  const effect = kind.effect(planned.step.config, planned.step.body);
  if (environment.production && effect === 'change') {
    return refuse(
      'session/person-needed',
      `${planned.id} changes something in ${state.environment.name}, which is a production environment.`,
      'Resume the session at a terminal',
    );
  }
  return undefined;
}

function refuseMissing(deciding: Deciding, planned: PlannedStep): Decision | undefined {
  // A secret is filled in by the step itself, and is never a value.
  const missing = missingValues(planned, valuesOf(deciding)).filter(
    (name) => !deciding.state.secrets.has(name),
  );
  if (missing.length === 0) return undefined;
  return refuse(
    'session/value-missing',
    `${planned.id} needs a value for ${missing.join(', ')}, which no step has set.`,
  );
}

function refuseLateSnapshot(state: SessionState, kind: StepKind, planned: PlannedStep): Decision | undefined {
  if (!state.changed || !kind.beforeChanges(planned.step.config)) return undefined;
  return refuse(
    'session/late-snapshot',
    `${planned.id} saves the state before the change, and a step that changes something has already started.`,
    'Skip it with a reason, or abort and start a new session',
  );
}

function refuseUnpinned(
  deciding: Deciding,
  kind: StepKind,
  planned: PlannedStep,
  intent: IntentOf<'run'>,
): Decision | undefined {
  const { cluster } = deciding.state;
  const changes = kind.effect(planned.step.config, planned.step.body) === 'change';
  if (cluster === undefined || !changes || intent.clusterChecked) return undefined;
  return refuse('session/cluster-unchecked', `The cluster was not checked before ${planned.id}.`);
}

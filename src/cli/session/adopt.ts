import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { createTwoFilesPatch } from 'diff';
import { ok, type Result } from '../../problem/problem.ts';
import { visibleLine } from '../../problem/visible-text.ts';
import { comparePlans } from '../../session/engine/open.ts';
import { evolve } from '../../session/evolve.ts';
import { compilePlan, type Plan } from '../../session/plan.ts';
import type { SessionState } from '../../session/state.ts';
import { stepKinds } from '../../steps/registry.ts';
import { print } from '../io.ts';
import type { Assembled } from './assemble.ts';
import type { Questions } from './questions.ts';
import type { Workplace } from './workplace.ts';

export interface Adoption {
  readonly parts: Assembled;
  readonly state: SessionState;
}

/**
 * Where the runbook's file has changed since the session began: shows the difference and asks whether to
 * adopt it. Without a yes the session goes on with its own copy.
 */
export async function adoptChanged(
  workplace: Workplace,
  parts: Assembled,
  state: SessionState,
  dialog: Questions,
): Promise<Result<Adoption>> {
  const same = ok({ parts, state });
  const changed = changedPlan(workplace, parts.plan, state.cwd);
  if (changed === undefined) return same;
  const compared = comparePlans(parts.plan, changed, state);
  const effect = `Adopting it keeps ${compared.kept.length} steps and voids ${compared.voided.length}: ${compared.voided.join(', ') || 'none'}.`;
  const about = `${differences(parts.plan, changed)}${effect}`;
  const answer = await dialog.yesNo(
    'The runbook has changed since this session began. Adopt the new one?',
    about,
  );
  if (!answer.ok) {
    if (!answer.problems.some(({ code }) => code === 'run/input-ended')) return answer;
    await print(
      workplace.io.stderr,
      'The runbook has changed since this session began; it goes on with its own copy.\n',
    );
    return same;
  }
  return answer.value ? adopt(workplace, parts, state, changed, compared) : same;
}

/** The plan of the files as they are now. Undefined: nothing has changed, or they can't be read any more. */
function changedPlan({ library }: Workplace, stored: Plan, cwd: string): Plan | undefined {
  const loaded = library.load(mainFile(stored, cwd));
  if (!loaded.ok) return undefined;
  const plan = compilePlan(
    loaded.value.runbook,
    (id) => {
      const included = library.load(id, loaded.value.file);
      return included.ok ? ok(included.value.runbook) : included;
    },
    stepKinds,
  );
  if (!plan.ok) return undefined;
  return digests(plan.value.files) === digests(stored.files) ? undefined : plan.value;
}

/** The file that the session began with where it is still there: a runbook given by its path is in no library. */
function mainFile({ runbook, files }: Plan, cwd: string): string {
  const path = resolve(cwd, files[0]?.path ?? '');
  return existsSync(path) ? path : runbook.id;
}

function digests(files: Plan['files']): string {
  return files.map(({ sha256 }) => sha256).join();
}

function differences(stored: Plan, changed: Plan): string {
  const texts = new Map(stored.files.map((file) => [file.id, file.text]));
  return changed.files
    .filter((file) => texts.get(file.id) !== file.text)
    .map((file) =>
      createTwoFilesPatch(
        `${file.path} (this session)`,
        `${file.path} (now)`,
        texts.get(file.id) ?? '',
        file.text,
      ),
    )
    .join('')
    .split('\n')
    .map((line) => visibleLine(line, false))
    .join('\n');
}

async function adopt(
  workplace: Workplace,
  parts: Assembled,
  state: SessionState,
  changed: Plan,
  compared: ReturnType<typeof comparePlans>,
): Promise<Result<Adoption>> {
  for (const file of changed.files) {
    const kept = await parts.journal.keepRunbook(file.sha256, file.text);
    if (!kept.ok) return kept;
  }
  const files = changed.files.map(({ id, path, sha256 }) => ({ id, path, sha256 }));
  const appended = await parts.journal.append(
    [{ type: 'runbook.adopted', files, kept: [...compared.kept], voided: [...compared.voided] }],
    workplace.actor,
  );
  if (!appended.ok) return appended;
  const adopted = appended.value.reduce<SessionState | undefined>(evolve, state);
  return ok({ parts: { ...parts, plan: changed }, state: adopted ?? state });
}

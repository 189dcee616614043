import type { Value, Values } from '../runbook/condition.ts';
import { currentValues, type SessionState } from './state.ts';

/**
 * Every value that conditions, templates and commands see: built-in ones, parameters, answers, captures,
 * and the folders of steps that have passed and left files (`save-state` → `save-state-dir`; a step of an included
 * runbook drops its prefix). `folder` is the session's, absolute.
 */
export function allValues(state: SessionState, folder: string): Values {
  const folders: Record<string, Value> = {};
  for (const [id, step] of state.steps) {
    if (step.folder === undefined) continue;
    folders[`${id.slice(id.lastIndexOf('.') + 1)}-dir`] = `${folder}/${step.folder}`;
  }
  return { ...currentValues(state), ...folders };
}

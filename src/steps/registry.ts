import type { StepKind } from './define-step.ts';
import { action } from './kinds/action.ts';
import { approval } from './kinds/approval.ts';
import { ask } from './kinds/ask.ts';
import { checklist } from './kinds/checklist.ts';
import { command } from './kinds/command.ts';
import { decide } from './kinds/decide.ts';
import { include } from './kinds/include.ts';
import { verify } from './kinds/verify.ts';

const kinds: readonly StepKind[] = [checklist, command, ask, approval, verify, action, decide, include];

/** Every step kind, by name. A new one is one file and one line above. */
export const stepKinds: ReadonlyMap<string, StepKind> = new Map(kinds.map((kind) => [kind.kind, kind]));

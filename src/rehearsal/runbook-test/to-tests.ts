import { type Reply, type RunbookTests, reasonedReplies, type Script, type TestCase } from './model.ts';
import type { WrittenReply, WrittenTests } from './schema.ts';

/** A file of tests as the rest of the program knows it. `path`: as people read it. */
export function toTests({ operator, cases }: WrittenTests, path: string): RunbookTests {
  const shared = toScript(operator);
  return { path, shared: Object.keys(operator), cases: cases.map((one) => toCase(one, shared)) };
}

function toCase(
  { environment, pace, operator, ...same }: WrittenTests['cases'][number],
  shared: Script,
): TestCase {
  return {
    ...same,
    ...(environment === undefined ? {} : { environment }),
    ...(pace === undefined ? {} : { pace }),
    operator: { ...shared, ...toScript(operator) },
    own: Object.keys(operator),
  };
}

function toScript(written: WrittenTests['operator']): Script {
  return Object.fromEntries(
    Object.entries(written).map(([step, turns]) => [step, turns.flatMap((one) => toReply(one) ?? [])]),
  );
}

/** Undefined only for what the schema refuses: a mapping without a word. */
function toReply(written: WrittenReply): Reply | undefined {
  if (typeof written === 'string') return { say: written };
  const { choose, answer, approve, reject, back } = written;
  if (choose !== undefined) return { say: 'choose', value: choose };
  if (answer !== undefined) return { say: 'answer', values: answer };
  if (approve !== undefined) return { say: 'approve', ...toSigning(approve) };
  if (reject !== undefined) return { say: 'reject', ...toSigning(reject) };
  if (back !== undefined) return { say: 'back', ...back };
  for (const say of reasonedReplies) {
    const reason = written[say];
    if (reason !== undefined) return { say, reason };
  }
  return undefined;
}

type Signing = NonNullable<Exclude<WrittenReply, string>['approve']>;

function toSigning(written: Signing): { readonly as: string; readonly reason: string } {
  return typeof written === 'string' ? { as: written, reason: 'it looks right' } : written;
}

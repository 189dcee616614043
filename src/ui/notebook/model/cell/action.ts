import type { Line } from '../../../text/line.ts';
import { span } from '../../../text/line.ts';
import { isDangerous } from '../danger.ts';
import { enterDoes } from '../enter-does.ts';
import { isFocused } from '../focus.ts';
import type { Scene } from '../scene.ts';
import { whyNot } from '../why-not.ts';
import { labelledLine, type Row, rowsOf } from './rows.ts';

/** What can be done now at the current step: what Enter does, or why it can't. */
export function actionPart(scene: Scene, columns: number): readonly Row[] {
  const { reader, situation, keyOf, consented } = scene.inputs;
  const planned = reader.current;
  if (planned === undefined) return [];
  if (reader.running) {
    const does = 'asks what to do: stop the command, pause the session, leave';
    return rowsOf('action', keyed(keyOf('interrupt') ?? '^C', [span(does)], columns));
  }
  const refused = situation.situation === 'ready' ? whyNot('run', reader, situation) : undefined;
  if (refused !== undefined) {
    return rowsOf('action', labelledLine('can’t run', [span(refused, 'warning')], columns, 'warning'));
  }
  const enter = enterDoes(reader, situation, consented);
  if (enter === undefined) return [];
  const danger = situation.situation === 'ready' && isDangerous(reader, planned);
  const does: Line = [span(enter.does, danger ? 'strong' : 'plain')];
  const key = keyOf('act') ?? 'Enter';
  const here = isFocused(scene, planned.id);
  return rowsOf('action', keyed(here ? key : `${keyOf('current') ?? ''} ${key}`, does, columns));
}

function keyed(key: string, does: Line, columns: number): readonly Line[] {
  return labelledLine(key, does, columns, 'key');
}

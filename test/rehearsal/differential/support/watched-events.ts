import { createInterface } from 'node:readline';
import { field, isRecord, text } from '../../../../src/steps/manifest/json.ts';
import type { Answering } from './answer.ts';
import type { Answer, Call, WatchCall } from './model.ts';
import { normalJson } from './normalise.ts';
import { jsonOrText, sendRaw } from './raw-request.ts';

/** Real milliseconds after which a watch that tells too little is given up. */
const patience = 15_000;

/** What a watch tells while other calls are made: types and names, and how the server refuses or ends it. */
export async function watchedEvents(
  { server, facts }: Answering,
  call: WatchCall,
  make: (call: Call) => Promise<Answer>,
): Promise<Answer> {
  const path = call.path.replaceAll('NAMESPACE', facts.namespace);
  const listed = jsonOrText((await sendRaw(server, { method: 'GET', path })).text);
  const from = call.from ?? text(field(listed, 'metadata', 'resourceVersion')) ?? '';
  const query = `${path.includes('?') ? '&' : '?'}watch=true&resourceVersion=${from}`;
  const signal = AbortSignal.timeout(patience);
  const stream = await server.send({ method: 'GET', path: `${path}${query}`, signal });
  const made: Answer[] = [];
  for (const inner of call.meanwhile) made.push(await make(inner));
  const events: unknown[] = [];
  try {
    for await (const line of createInterface({ input: stream })) {
      events.push(normalJson(told(jsonOrText(line)), facts));
      if (events.length >= call.events) break;
    }
  } catch {
    events.push('nothing more in time');
  }
  stream.destroy();
  return { status: stream.statusCode, made: made.map(({ exit, status }) => exit ?? status), events };
}

/** Of an event its type and its object's name; of a refusal what it says; of a bookmark that it is one. */
function told(event: unknown): unknown {
  if (!isRecord(event)) return event;
  const { object } = event;
  const code = field(object, 'code');
  if (code !== undefined) return [event['type'] ?? null, code, field(object, 'reason')];
  return [event['type'] ?? null, field(object, 'kind') ?? null, field(object, 'metadata', 'name') ?? ''];
}

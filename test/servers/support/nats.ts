import { createConnection, type Socket } from 'node:net';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { answersAt, freePort, programPath, serverFolder, startServer } from './local-server.ts';

export const natsServer = programPath('nats-server');

export interface NatsServer {
  /** URL of its monitoring port. */
  readonly url: string;
  /** Asks the API of JetStream, such as `STREAM.CREATE.orders`. */
  request(subject: string, body: unknown): Promise<string>;
  publish(subject: string, count: number): Promise<void>;
  /** Takes messages of a consumer that is asked for them, and acknowledges them. */
  consume(stream: string, consumer: string, count: number, acknowledge: boolean): Promise<void>;
  stop(): Promise<void>;
}

/** A NATS server of its own, with JetStream. */
export async function startNats(jetStream = true): Promise<NatsServer> {
  if (natsServer === undefined) throw new Error('nats-server is not installed');
  const folder = serverFolder('nats');
  const [port, monitoring] = [await freePort(), await freePort()];
  const config = join(folder.path, 'nats.conf');
  const url = `http://127.0.0.1:${String(monitoring)}`;
  const store = jetStream ? `jetstream { store_dir: "${join(folder.path, 'store')}" }\n` : '';
  writeFileSync(
    config,
    `host: "127.0.0.1"\nport: ${String(port)}\nhttp: "127.0.0.1:${String(monitoring)}"\n${store}`,
  );
  const server = await startServer(natsServer, ['-c', config], () => answersAt(`${url}/healthz`));
  const client = connectTo(port);
  return {
    url,
    request: async (subject, body) =>
      (await client.ask(`$JS.API.${subject}`, JSON.stringify(body), 1))[0] ?? '',
    publish: async (subject, count) => {
      for (let each = 0; each < count; each += 1) await client.ask(subject, String(each), 1);
    },
    consume: async (stream, consumer, count, acknowledge) => {
      const batch = JSON.stringify({ batch: count, expires: 2_000_000_000 });
      await client.ask(`$JS.API.CONSUMER.MSG.NEXT.${stream}.${consumer}`, batch, count, acknowledge);
    },
    stop: async () => {
      client.close();
      await server.stop();
      folder.remove();
    },
  };
}

interface Waiting {
  readonly answers: string[];
  readonly wanted: number;
  readonly acknowledge: boolean;
  readonly done: (answers: readonly string[]) => void;
}

/** As much of the protocol of clients as it takes (https://docs.nats.io/reference/reference-protocols/nats-protocol). */
function connectTo(port: number): {
  ask(subject: string, body: string, answers: number, acknowledge?: boolean): Promise<readonly string[]>;
  close(): void;
} {
  const socket: Socket = createConnection({ host: '127.0.0.1', port, noDelay: true });
  const waiting = new Map<string, Waiting>();
  let number = 0;
  let text = '';
  socket.on('error', () => undefined);
  socket.write('CONNECT {"verbose":false,"pedantic":false}\r\n');
  socket.on('data', (chunk: Buffer) => {
    text += chunk.toString('latin1');
    for (;;) {
      const line = /^(.*)\r\n/.exec(text);
      if (line === null) return;
      const [whole, head = ''] = line;
      const message = /^MSG \S+ (\S+) +(?:(\S+) +)?(\d+)$/.exec(head);
      if (message === null) {
        if (head === 'PING') socket.write('PONG\r\n');
        text = text.slice(whole.length);
        continue;
      }
      const [, subscription = '', reply, size] = message;
      const end = whole.length + Number(size) + 2;
      if (text.length < end) return;
      taken(subscription, reply, text.slice(whole.length, end - 2));
      text = text.slice(end);
    }
  });

  /** What a consumer delivers comes with its own subject: the subscription alone says whose it is. */
  function taken(subscription: string, reply: string | undefined, body: string): void {
    const one = waiting.get(subscription);
    if (one === undefined) return;
    one.answers.push(body);
    if (one.acknowledge && reply !== undefined) socket.write(`PUB ${reply} 4\r\n+ACK\r\n`);
    if (one.answers.length < one.wanted) return;
    waiting.delete(subscription);
    one.done(one.answers);
  }

  return {
    ask: (subject, body, wanted, acknowledge = false) => {
      number += 1;
      const inbox = `inbox.${String(number)}`;
      const { promise, resolve } = Promise.withResolvers<readonly string[]>();
      socket.write(`SUB ${inbox} ${String(number)}\r\n`);
      waiting.set(String(number), { answers: [], wanted, acknowledge, done: resolve });
      socket.write(`PUB ${subject} ${inbox} ${String(Buffer.byteLength(body))}\r\n${body}\r\n`);
      return promise;
    },
    close: () => socket.destroy(),
  };
}

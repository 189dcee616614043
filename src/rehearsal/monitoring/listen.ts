import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { closeServer, listenOnLoopback } from '../kubernetes/network/loopback.ts';
import { type HttpReply, jsonReply, textReply } from '../services/http.ts';
import { prometheusReply } from './api.ts';
import { type Prometheus, type PrometheusOptions, startPrometheus } from './prometheus.ts';

/** The monitoring of a rehearsal, on a port of loopback. */
export interface Monitoring {
  /** By the names that endpoints have in platform.yaml. */
  readonly endpoints: { readonly prometheus: string; readonly grafana: string };
  /** Begins to ask the pods. Until then Prometheus answers that it is not there yet. */
  watch(options: PrometheusOptions): void;
  close(): Promise<void>;
}

/** Listens for requests to Prometheus, and to Grafana, of which there is no more than its health. */
export async function listenForMonitoring(): Promise<Monitoring> {
  let prometheus: Prometheus | undefined;
  const server = createServer((incoming, response) => {
    void replyOf(prometheus, incoming).then(
      ({ status, contentType, body }) => {
        response.writeHead(status, {
          'Content-Type': contentType,
          'Content-Length': Buffer.byteLength(body),
        });
        response.end(body);
      },
      // The client is gone, or sent what is no request: there is nobody to tell.
      () => response.destroy(),
    );
  });
  const url = `http://127.0.0.1:${String(await listenOnLoopback(server))}`;
  return {
    endpoints: { prometheus: `${url}/prometheus`, grafana: `${url}/grafana` },
    watch: (options) => {
      prometheus = startPrometheus(options);
    },
    close: () => {
      prometheus?.stop();
      return closeServer(server);
    },
  };
}

/** Milliseconds of the clock that a question waits at most for figures: slow rehearsals have none for a while. */
const patience = 2000;

async function replyOf(prometheus: Prometheus | undefined, incoming: IncomingMessage): Promise<HttpReply> {
  const { pathname, searchParams } = new URL(incoming.url ?? '/', 'http://localhost');
  if (pathname === '/grafana/api/health') {
    return jsonReply(200, { database: 'ok', version: '12.0.0-rehearsal', commit: 'rehearsal' });
  }
  const [, path] = /^\/prometheus(\/.*)$/.exec(pathname) ?? [];
  if (path === undefined) return textReply(404, 'text/plain; charset=utf-8', '404 page not found\n');
  if (prometheus === undefined) {
    return textReply(503, 'text/plain; charset=utf-8', 'Service Unavailable\n');
  }
  await Promise.race([prometheus.warm, setTimeout(patience, undefined, { ref: false })]);
  const parameters = new URLSearchParams(searchParams);
  // A long query may come as a form.
  if (incoming.method === 'POST') {
    for (const [name, value] of new URLSearchParams(await text(incoming))) parameters.append(name, value);
  }
  return prometheusReply(prometheus, path, parameters);
}

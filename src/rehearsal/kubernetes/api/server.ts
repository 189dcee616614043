import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { closeServer, listenOnLoopback } from '../network/loopback.ts';
import { refused, statusCodeOf, statusObject } from '../objects/failure.ts';
import type { RequestFault, World } from '../world.ts';
import type { ApiAnswer, ApiRequest, ApiStream } from './exchange.ts';
import { route } from './route.ts';
import { acceptUpgrades } from './streams/upgrades.ts';

/** The simulated API server as it listens. */
export interface ApiServer {
  /** Such as `http://127.0.0.1:40123`. */
  readonly url: string;
  /** Breaks off what is still open, and resolves when the port is free. */
  close(): Promise<void>;
}

/** Listens on a free port of loopback. Rejects where even that is refused by the system. */
export async function listenApi(world: World): Promise<ApiServer> {
  const server = createServer((incoming, response) => {
    void serve(world, incoming, response);
  });
  const endUpgrades = acceptUpgrades(world, server);
  const port = await listenOnLoopback(server);
  return {
    url: `http://127.0.0.1:${String(port)}`,
    close: () => {
      endUpgrades();
      return closeServer(server);
    },
  };
}

async function serve(world: World, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const request = await readRequest(incoming);
    const fault = world.faults.onRequest(request.method, request.path);
    await waitFor(fault?.delay);
    answer(response, fault?.status === undefined ? await route(world, request) : faultAnswer(fault.status));
  } catch {
    // The client is gone, or sent what is no request: there is nobody to tell.
    response.destroy();
  }
}

async function readRequest(incoming: IncomingMessage): Promise<ApiRequest> {
  const url = new URL(incoming.url ?? '/', 'http://localhost');
  return {
    method: incoming.method ?? 'GET',
    path: decodeURIComponent(url.pathname),
    query: url.searchParams,
    accept: incoming.headers.accept ?? '*/*',
    contentType: incoming.headers['content-type'] ?? 'application/json',
    userAgent: incoming.headers['user-agent'] ?? 'unknown',
    authorization: incoming.headers.authorization,
    body: await buffer(incoming),
  };
}

function waitFor(milliseconds: number | undefined): Promise<void> | undefined {
  if (milliseconds === undefined) return undefined;
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}

const faultReasons = {
  429: ['TooManyRequests', 'the server has received too many requests and has asked us to try again later'],
  500: ['InternalError', 'Internal error occurred: etcdserver: request timed out'],
  503: ['ServiceUnavailable', 'the server is currently unable to handle the request'],
} as const;

function faultAnswer(status: NonNullable<RequestFault['status']>): ApiAnswer {
  const [reason, message] = faultReasons[status];
  const headers: Readonly<Record<string, string>> = status === 429 ? { 'Retry-After': '1' } : {};
  return { kind: 'failure', failure: refused(reason, message).failure, headers };
}

function answer(response: ServerResponse, given: ApiAnswer): void {
  switch (given.kind) {
    case 'json':
      for (const [name, values] of Object.entries(given.headers ?? {})) response.setHeader(name, values);
      send(response, given.status, given.contentType ?? 'application/json', JSON.stringify(given.body));
      return;
    case 'text':
      send(response, given.status, given.contentType ?? 'text/plain; charset=utf-8', given.body);
      return;
    case 'failure':
      for (const [name, value] of Object.entries(given.headers ?? {})) response.setHeader(name, value);
      send(
        response,
        statusCodeOf(given.failure.reason),
        'application/json',
        JSON.stringify(statusObject(given.failure)),
      );
      return;
    case 'stream':
      stream(response, given.contentType, given.open);
  }
}

function send(response: ServerResponse, status: number, contentType: string, body: string | Buffer): void {
  response.writeHead(status, { 'Content-Type': contentType, 'Content-Length': Buffer.byteLength(body) });
  response.end(body);
}

function stream(
  response: ServerResponse,
  contentType: string,
  open: (stream: ApiStream) => () => void,
): void {
  response.writeHead(200, { 'Content-Type': contentType });
  response.flushHeaders();
  const close = open({
    write: (chunk) => void response.write(chunk),
    end: () => void response.end(),
    abort: () => response.destroy(),
  });
  response.once('close', close);
}

import type { WebSocket } from 'ws';
import { forbidden } from '../../access/authorize.ts';
import { type ApiFailure, type ApiResult, done, refused } from '../../objects/failure.ts';
import type { ByteLink } from '../../spdy/session.ts';
import type { World } from '../../world.ts';
import { readResourcePath, type ResourcePath } from '../resource-path.ts';
import { openExec, readExec, streamNames } from './exec.ts';
import { portChannels } from './port-channels.ts';
import { connectPort, openPortForward, readPortForward } from './port-forward.ts';
import { openSpdyChannels } from './spdy-channels.ts';
import { webSocketChannels } from './web-socket-channels.ts';
import { webSocketLink } from './web-socket-link.ts';

/** What a connection can become: a WebSocket or SPDY, each with the protocols in it that are spoken, the better first. */
export interface UpgradeOffer {
  readonly webSocket: Spoken<WebSocket>;
  readonly spdy: Spoken<ByteLink>;
}

interface Spoken<Connection> {
  readonly protocols: readonly string[];
  readonly open: (connection: Connection, protocol: string) => void;
}

/** What a path offers to a client that wants to change the protocol, or why it offers nothing. */
export function upgradeAt(world: World, path: string, query: URLSearchParams): ApiResult<UpgradeOffer> {
  const named = readResourcePath(path);
  const refusal = named === undefined ? undefined : missingRight(world, named);
  if (refusal !== undefined) return { ok: false, failure: refusal };
  if (named?.type.plural === 'pods' && named.subresource === 'exec') return execOffer(world, named, query);
  if (named?.type.plural === 'pods' && named.subresource === 'portforward') {
    return portForwardOffer(world, named, query);
  }
  return refused('NotFound', 'the server could not find the requested resource', {});
}

/** Whoever may not create an exec or a forward may not open one with the GET of a WebSocket either. */
function missingRight({ denied }: World, path: ResourcePath): ApiFailure | undefined {
  return forbidden(denied, 'create', path) ?? forbidden(denied, 'get', path);
}

function execOffer(world: World, path: ResourcePath, query: URLSearchParams): ApiResult<UpgradeOffer> {
  const exec = readExec(world, path, query);
  if (!exec.ok) return exec;
  return done({
    webSocket: {
      protocols: ['v5.channel.k8s.io', 'v4.channel.k8s.io'],
      open: (socket) => openExec(exec.value, webSocketChannels(socket)),
    },
    spdy: {
      protocols: ['v4.channel.k8s.io'],
      open: (link) =>
        openSpdyChannels(link, streamNames(query), (channels) => openExec(exec.value, channels)),
    },
  });
}

/** Since 1.31, kubectl sends through a WebSocket the same SPDY that it sent without one before. */
const spdyInside = 'SPDY/3.1+portforward.k8s.io';

function portForwardOffer(world: World, path: ResourcePath, query: URLSearchParams): ApiResult<UpgradeOffer> {
  const pod = readPortForward(world, path);
  if (!pod.ok) return pod;
  const ports = query.getAll('ports').flatMap((text) => text.split(',').map(Number));
  const open = (link: ByteLink): void => openPortForward(world, pod.value, link);
  return done({
    webSocket: {
      protocols: [spdyInside, 'v4.channel.k8s.io'],
      open: (socket, protocol) => {
        if (protocol === spdyInside) open(webSocketLink(socket));
        else for (const channels of portChannels(socket, ports)) connectPort(world, pod.value, channels);
      },
    },
    spdy: { protocols: ['portforward.k8s.io'], open },
  });
}

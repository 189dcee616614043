import { type HttpReply, jsonReply } from '../services/http.ts';
import type { StartSystem, SystemAsk } from './system.ts';

/** The version that Vault says it has. */
const version = '1.19.0';

const operatorToken = 'rehearsal-vault-token';
const serviceToken = 'hvs.rehearsal-service-account';

/**
 * HashiCorp Vault: its health, the token of the operator, and the login of ServiceAccounts. A scenario seals it. What it
 * answers follows https://developer.hashicorp.com/vault/api-docs.
 */
export const startVault: StartSystem = (surroundings) => ({
  reply: (ask) => {
    const sealed = surroundings.platform().vault === 'sealed';
    if (ask.path === '/v1/sys/health') return health(sealed);
    if (sealed) return errors(503, 'Vault is sealed');
    return replyOf(ask);
  },
});

function health(sealed: boolean): HttpReply {
  const body = { initialized: true, sealed, standby: sealed, performance_standby: false, version };
  return jsonReply(sealed ? 503 : 200, body);
}

function replyOf(ask: SystemAsk): HttpReply {
  const token = ask.headers['x-vault-token'];
  const login = /^\/v1\/auth\/[\w/-]+\/login$/.test(ask.path) && ask.method === 'POST';
  if (login) return loginReply(ask.body);
  if (token !== operatorToken && token !== serviceToken) return errors(403, 'permission denied');
  switch (`${ask.method} ${ask.path}`) {
    case 'GET /v1/auth/token/lookup-self':
      return jsonReply(200, {
        data: {
          display_name: 'oidc-rehearsal',
          policies: ['default', 'platform'],
          ttl: 14_400,
          expire_time: new Date(Date.now() + 14_400_000).toISOString(),
          renewable: true,
          type: 'service',
        },
      });
    case 'POST /v1/auth/token/revoke-self':
      return { status: 204, contentType: 'application/json', body: '' };
    default:
      return errors(404, `no handler for route "${ask.path}"`);
  }
}

/** A token of any ServiceAccount will do, as long as there is one. */
function loginReply(body: string): HttpReply {
  if (!/"jwt":"[\w-]+\.[\w-]+\.[\w-]+"/.test(body)) return errors(400, 'missing jwt');
  const auth = {
    client_token: serviceToken,
    token_policies: ['default', 'teei'],
    lease_duration: 3600,
    renewable: true,
  };
  return jsonReply(200, { auth });
}

function errors(status: number, message: string): HttpReply {
  return jsonReply(status, { errors: [message] });
}

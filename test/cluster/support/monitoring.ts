import { createServer } from 'node:http';
import { closeServer, listenOnLoopback } from '../../../src/rehearsal/kubernetes/network/loopback.ts';

/** A Prometheus and a Grafana that find all well: the test cluster has neither. */
export interface MonitoringServer {
  readonly endpoints: { readonly prometheus: string; readonly grafana: string };
  /** Names the namespace whose targets it has. */
  watch(namespace: string): void;
  /** What was asked, in order: paths, and queries behind them. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

export async function openMonitoring(): Promise<MonitoringServer> {
  const asked: string[] = [];
  let namespace = '';
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const query = searchParams.get('query') ?? '';
    asked.push(`${pathname} ${query}`.trim());
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify(answerTo(pathname, query, namespace)));
  });
  const url = `http://127.0.0.1:${String(await listenOnLoopback(server))}`;
  return {
    endpoints: { prometheus: url, grafana: url },
    watch: (name) => {
      namespace = name;
    },
    asked,
    close: () => closeServer(server),
  };
}

function answerTo(path: string, query: string, namespace: string): unknown {
  switch (path) {
    case '/api/health':
      return { database: 'ok', version: '12.0.0' };
    case '/api/v1/query': {
      const metric = query.includes('by (service') ? { service: 'api-gateway' } : {};
      return success({
        resultType: 'vector',
        result: [{ metric, value: [1435781451.781, figureFor(query)] }],
      });
    }
    case '/api/v1/targets': {
      const labels = { namespace, service: 'api-gateway' };
      const target = { labels, scrapeUrl: 'http://10.0.0.1/metrics', health: 'up', lastError: '' };
      return success({ activeTargets: [target], droppedTargets: [] });
    }
    case '/api/v1/alerts':
      return success({ alerts: [] });
    case '/api/v1/rules':
      return success({ groups: [{ rules: [{ type: 'alerting', name: 'HighErrorRate' }] }] });
    default:
      return { status: 'error', errorType: 'not_found', error: path };
  }
}

/** Errors in percent, milliseconds, or requests a second. */
function figureFor(query: string): string {
  if (query.includes('5..')) return '0.2';
  return query.includes('histogram_quantile') ? '140' : '240';
}

function success(data: unknown): unknown {
  return { status: 'success', data };
}

import { jsonReply, type HttpReply } from '../services/http.ts';
import { startActions } from './github/actions.ts';
import { commitReply, repository } from './github/commit.ts';
import type { StartSystem } from './system.ts';

const token = 'rehearsal-github-token';

/**
 * GitHub: one repository, whose releases are green and were deployed to staging, and its workflow deploy-production.yml,
 * which deploys to the simulated cluster. What it answers follows https://docs.github.com/rest.
 */
export const startGithub: StartSystem = (surroundings) => {
  const actions = startActions(surroundings);
  return {
    reply: (ask) => {
      // Whoever has the address of a log may read it, as with GitHub’s own.
      const [, log] = /^\/logs\/(\d+)$/.exec(ask.path) ?? [];
      if (log !== undefined) return actions.log(Number(log));
      if (
        !/^(?:token|bearer) /i.test(ask.headers['authorization'] ?? '') ||
        !ask.headers['authorization']?.endsWith(token)
      ) {
        return jsonReply(401, { message: 'Bad credentials' });
      }
      if (ask.path === '/user') return jsonReply(200, { login: 'rehearsal' });
      const base = `/repos/${repository}`;
      if (!ask.path.startsWith(`${base}/`)) return notFound();
      const path = ask.path.slice(base.length);
      return commitReply(ask, path, surroundings.releases) ?? actions.reply(ask, path) ?? notFound();
    },
  };
};

function notFound(): HttpReply {
  return jsonReply(404, { message: 'Not Found', documentation_url: 'https://docs.github.com/rest' });
}

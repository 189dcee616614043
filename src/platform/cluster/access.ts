import { field, text } from '../../steps/manifest/json.ts';
import type { Right, RightAnswer } from '../../steps/ports/cluster.ts';
import type { Transport } from './transport.ts';

/** Rights that are asked about at the same time. */
const together = 8;

/** See Cluster.may: a SelfSubjectAccessReview each, which every account may create. */
export async function may(transport: Transport, rights: readonly Right[]): Promise<readonly RightAnswer[]> {
  const answers: RightAnswer[] = [];
  for (let at = 0; at < rights.length; at += together) {
    const asked = rights.slice(at, at + together).map((right) => review(transport, right));
    answers.push(...(await Promise.all(asked)));
  }
  return answers;
}

async function review(transport: Transport, right: Right): Promise<RightAnswer> {
  const { clusterWide, group, ...what } = right;
  const answer = await transport.json({
    method: 'POST',
    path: '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
    body: JSON.stringify({
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SelfSubjectAccessReview',
      spec: {
        resourceAttributes: {
          ...what,
          group,
          ...(clusterWide === true ? {} : { namespace: transport.namespace }),
        },
      },
    }),
  });
  return {
    right,
    allowed: field(answer, 'status', 'allowed') === true,
    reason: text(field(answer, 'status', 'reason')) ?? text(field(answer, 'status', 'evaluationError')) ?? '',
  };
}

import { webhookPath } from './slack.ts';

/**
 * Values of platform.yaml that lead to people and accounts, as they are in a rehearsal, whatever the team has written.
 * The mailer shows the message and sends nothing.
 */
export const rehearsedValues: Readonly<Record<string, string>> = {
  repository: 'rehearsal/platform',
  'pagerduty-service': 'PREHEARSAL',
  'pagerduty-from': 'rehearsal@example.com',
  'statuspage-page': 'rehearsal',
  'stakeholders-mail': 'stakeholders@example.com',
  mailer: 'cat',
};

/** The value of a secret in a rehearsal; `endpoints` are those of the systems beside the cluster. */
export function rehearsedSecret(name: string, endpoints: Readonly<Record<string, string>>): string {
  const { slack } = endpoints;
  return name === 'slack-webhook' && slack !== undefined ? `${slack}${webhookPath}` : `rehearsal-${name}`;
}

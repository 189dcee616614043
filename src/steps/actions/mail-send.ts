import { join } from 'node:path';
import * as z from 'zod';
import { namedValue } from '../announce/named-value.ts';
import { sessionOf } from '../announce/session-mark.ts';
import { textLines, told } from '../announce/told.ts';
import { type CheckResult, defineCheck } from '../checks/define-check.ts';
import type { PreviewContext, RunContext } from '../context.ts';
import { faultOf, type Mail, mailtoOf, messageOf } from './mail/message.ts';

const name = 'mail.send';

const schema = z.strictObject({
  /** Addresses, with commas between them. Left out: the value stakeholders-mail of platform.yaml. */
  to: z.string().min(1).optional(),
  subject: z.string().trim().min(1).max(300),
  text: z.string().trim().min(1).max(100_000),
});

type Args = z.infer<typeof schema>;

/** Tells people by mail, by the mailer of the operator. */
export const mailSend = defineCheck({
  name,
  summary:
    'Sends a mail by the team’s own mailer; without one the text is kept in a file, with a link to send it.',
  mode: 'act',
  beside: true,
  needs: [],
  sets: ['mail-sent'],
  schema,
  example: { to: 'team@example.com', subject: 'Deployment of v1.2.3', text: 'It begins at 10:00 UTC.' },
  describe: (args, context) => `a mail is sent to ${toText(args, context)}`,
  changes: (args, context) => [
    'this mail is sent; run again, it is sent again:',
    `  To: ${toText(args, context)}`,
    `  Subject: ${args.subject}`,
    ...textLines(args.text).map((line) => `  ${line}`),
  ],
  run: send,
});

function toText({ to }: Args, { environment }: PreviewContext): string {
  return to ?? environment.values['stakeholders-mail'] ?? 'addresses that platform.yaml lacks';
}

async function send(args: Args, context: RunContext): Promise<CheckResult> {
  const means = 'addresses with commas between them, such as team@example.com';
  const to = namedValue(name, { name: 'stakeholders-mail', given: args.to, means }, context);
  if (to.kind === 'unknown') return to.result;
  const mail: Mail = {
    to: to.value.split(',').map((each) => each.trim()),
    subject: args.subject,
    text: args.text,
    date: context.ports.clock.now(),
    session: sessionOf(context),
  };
  const details = [`To: ${to.value}`, `Subject: ${args.subject}`, '', ...textLines(args.text)];
  const row = { check: name, what: 'mail', expected: 'sent', details };
  const fault = faultOf(mail);
  if (fault !== undefined) {
    const next = 'Correct the step, or the addresses in platform.yaml';
    return told('error', { ...row, observed: `nothing was sent: ${fault}`, next });
  }
  const path = join(context.stepDir, 'message.eml');
  await context.ports.files.write(path, messageOf(mail));
  const mailer = context.environment.values['mailer'];
  if (mailer === undefined || mailer === '') {
    const next = `Send it yourself, by ${mailtoOf(mail)} or from ${path}; or name your mailer in platform.yaml: values: { mailer: sendmail -t -i }`;
    return told('inconclusive', { ...row, observed: 'not sent: platform.yaml names no mailer', next });
  }
  return deliver(mailer, row, context);
}

/** The mailer is shell text of the team; the message reaches it as a file, and no part of it is a command. */
async function deliver(
  mailer: string,
  row: {
    readonly check: string;
    readonly what: string;
    readonly expected: string;
    readonly details: readonly string[];
  },
  context: RunContext,
): Promise<CheckResult> {
  const { exit } = await context.ports.shell.run({
    script: `{ ${mailer}\n} < "$STEP_DIR/message.eml"`,
    cwd: context.cwd,
    env: context.env,
    interactive: false,
    signal: context.signal,
    onSpawn: (process) => context.spawned(process),
    onOutput: (stream, chunk) => context.output(stream, chunk),
  });
  if (exit.code === 0) {
    const observed = `handed to ${mailer}`;
    return { ...told('pass', { ...row, observed }), values: { 'mail-sent': true } };
  }
  const how =
    exit.code === undefined ? `ended by ${exit.signal ?? 'a signal'}` : `exit code ${String(exit.code)}`;
  const next = `Look at the output of ${mailer}. The mail may have been sent in part: ask before it is sent again`;
  return told('error', { ...row, observed: `${mailer}: ${how}`, next });
}
